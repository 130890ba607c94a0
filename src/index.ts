/** Public API. */
export { InputError, type Fault, type Notice } from './core/problems.ts';
export type {
  CoverageResult, FacilityResult, IndicatorResult, ServiceOfSettlement, ServiceResult, SettlementResult, SnapResult,
} from './coverage/result.ts';
export type { InputFile } from './inputs/read-inputs.ts';
export { computeCoverage, type OnStep } from './pipeline.ts';
export { renderCoverageJson } from './outputs/coverage-json.ts';
export { VERSION } from './version.ts';
