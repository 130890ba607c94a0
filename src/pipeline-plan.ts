/** What plans need from outside the rooms that compute. */
import loadHighs from 'highs';
import type { Solver } from './plan/program.ts';

/** HiGHS, compiled to WebAssembly, ready for any number of questions. It keeps the most memory that one of them took. */
export async function openSolver(): Promise<Solver> {
  // The types are written as of CommonJS, where the function is a property; what is imported is the function.
  return (loadHighs as unknown as typeof loadHighs.default)();
}
