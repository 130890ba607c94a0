/** A linear program with yes-or-no columns, solved by HiGHS (Huangfu & Hall 2018, Mathematical Programming Computation 10:119). */
import type { Highs } from 'highs';

/** HiGHS, loaded: `openSolver` of the public API. The rooms that compute are given it, because loading reads a file. */
export type Solver = Pick<Highs, 'createModel' | 'constants' | 'infinity'>;

/** All columns lie between 0 and 1. */
export interface Program {
  readonly sense: 'minimize' | 'maximize';
  /** Of each column. */
  readonly objective: readonly number[];
  /** So many columns from the first are 0 or 1; those behind may be anything between. */
  readonly wholeColumns: number;
  readonly rows: readonly ProgramRow[];
  /** A feasible start: a value for each column. */
  readonly start: readonly number[];
}

export interface ProgramRow { readonly columns: readonly number[]; readonly values: readonly number[]; readonly lower: number; readonly upper: number }

export interface ProgramAnswer {
  /** The best found; null where the time was over before anything was. */
  readonly values: Float64Array | null;
  /** No solution is better than this, proven; ±Infinity where nothing is known. */
  readonly bound: number;
}

/** Below what is worth asking for; with the default of 1e-6 and weights in the millions a share of a site counts as a whole person. */
const TOLERANCE = 1e-9;

/** @param timeLimitSeconds of the clock; an answer that needs less is the same each time. */
export function solveProgram(solver: Solver, program: Program, timeLimitSeconds: number): ProgramAnswer {
  const { constants, infinity } = solver, { objective, rows, sense, start } = program, columns = objective.length;
  const finite = (limit: number): number => (Math.abs(limit) === Infinity ? Math.sign(limit) * infinity : limit);
  // HiGHS takes no start without columns.
  if (columns === 0) return { values: new Float64Array(), bound: 0 };
  const starts = [0];
  for (const row of rows) starts.push(starts[starts.length - 1] + row.columns.length);
  const model = solver.createModel({
    numCols: columns, numRows: rows.length, sense: sense === 'minimize' ? constants.objectiveSense.minimize : constants.objectiveSense.maximize, offset: 0,
    colCost: objective, colLower: new Float64Array(columns), colUpper: new Float64Array(columns).fill(1),
    rowLower: rows.map(({ lower }) => finite(lower)), rowUpper: rows.map(({ upper }) => finite(upper)),
    matrix: { format: 'csr', numRows: rows.length, numCols: columns, starts: Int32Array.from(starts), indices: Int32Array.from(rows.flatMap((row) => row.columns)), values: Float64Array.from(rows.flatMap((row) => row.values)) },
    integrality: Int32Array.from({ length: columns }, (_, c) => (c < program.wholeColumns ? constants.variableType.integer : constants.variableType.continuous)),
  });
  try {
    model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0, random_seed: 0, time_limit: timeLimitSeconds, mip_feasibility_tolerance: TOLERANCE, primal_feasibility_tolerance: TOLERANCE });
    model.setSolution({ colValue: start });
    model.run();
    const isFound = model.info.get('primal_solution_status') === constants.solutionStatus.feasible;
    return { values: isFound ? Float64Array.from(model.getSolution().colValue) : null, bound: Number(model.info.get('mip_dual_bound')) };
  } finally {
    model.dispose();
  }
}
