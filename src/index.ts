/** Public API. */
export { InputError, type Fault, type Notice } from './core/problems.ts';
export type {
  CoverageResult, FacilityResult, IndicatorResult, ServiceOfSettlement, ServiceResult, SettlementResult, SnapResult,
} from './coverage/result.ts';
export type { BusWayResult, RideResult, StopResult } from './coverage/bus-result.ts';
export type { InputFile } from './inputs/read-inputs.ts';
export { computeCoverage } from './pipeline.ts';
export {
  computeProjectIsochrones, computeProjectMatrix,
  type IsochronePlace, type ProjectIsochroneQuestion, type ProjectIsochrones, type ProjectMatrix, type ProjectMatrixQuestion,
} from './pipeline-project.ts';
export type { Cache, CacheOutcome } from './pipeline-network.ts';
export type { OnStep } from './pipeline-prepare.ts';
export {
  computeBusMatrix, computeIsochrones, computeMatrix, explainWay,
  type BusFiles, type BusMatrix, type BusMatrixQuestion, type IsochroneQuestion, type Isochrones, type Matrix, type MatrixQuestion, type RouteQuestion,
} from './pipeline-files.ts';
export { computePlan, openSolver, type PlanQuestion } from './pipeline-plan.ts';
export type { PlanResult, ProjectResult, StageResult } from './plan/plan-result.ts';
export { coverageWithin, type CoveragePair, type CoverageSets } from './plan/coverage-sets.ts';
export { findFewestSites, type FewestSites } from './plan/fewest-sites.ts';
export { findJointPlan, type JointPlan, type JointPlanQuestion } from './plan/joint-plan.ts';
export { findMostCoverage, type MostCoverage, type MostCoverageQuestion } from './plan/most-coverage.ts';
export type { Solver } from './plan/program.ts';
export type { Proof } from './plan/solve-cover.ts';
export { GAP_WEIGHTS, weighGaps } from './plan/weigh-gaps.ts';
export { computeCatchments, type CatchmentOptions, type Catchments } from './pipeline-catchments.ts';
export type { CatchmentsOfService, FacilityCatchment, UncoveredTownship } from './isochrones/service-catchments.ts';
export type { Ground } from './isochrones/clip.ts';
export { checkProject, type CheckOutcome, type CheckQuestion } from './pipeline-check.ts';
export type { CheckFinding, CheckPass } from './checks/check-finding.ts';
export type { MinCoverage } from './inputs/project-checks.ts';
export { compare } from './pipeline-comparison.ts';
export { compareScenario, computeScenario, type ScenarioComparison } from './pipeline-scenario.ts';
export type { Balance, Comparison, Effect, StatusChange } from './comparison/compare.ts';
export type { ChangedFacility, DataChanges, FacilityChange } from './comparison/data-changes.ts';
export type { Cause, CauseKind } from './comparison/find-causes.ts';
export { BUS_DEFAULTS, type BusSettings } from './core/bus-settings.ts';
export type { BusPair } from './travel/bus-matrix.ts';
export type { Isochrone } from './isochrones/isochrone.ts';
export type { NamedFile } from './inputs/files.ts';
export type { NamedPoint } from './inputs/points.ts';
export type { Pair } from './travel/matrix.ts';
export { renderCoverageJson } from './outputs/coverage-json.ts';
export { useThreads } from './threads/threads.ts';
export { VERSION } from './version.ts';
