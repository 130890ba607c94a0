/** What a state selects of a plan: projects, and settlements by the gaps that they have left at a stage. */
import { CELL, FIRST_UNKNOWN } from '../outputs/html/page-shape.ts';
import type { PlanModel } from './plan-model.ts';
import { select, UNKNOWN_DOT, type Selection } from './selection.ts';
import type { State } from './state.ts';

/** Classes of dots where one service is looked at. */
export const DOT = { reached: 0, gained: 1, gap: 3 } as const;

/** Places of the projects that the filters let through, in the order of the plan. */
export function selectProjects({ plan: { projects }, model: { data } }: PlanModel, { year, service, task, dimension, township }: State): number[] {
  return projects.flatMap((project, p) => {
    const isIn = (year === 0 || project.year === year) && (service < 0 || project.service === data.services[service].id) && (task === 0 || project.task === task)
      && (dimension === '' || project.dimensions.includes(dimension)) && (township < 0 || project.township === data.townships[township]);
    return isIn ? [p] : [];
  });
}

/** As `select` does for today. Of one service: reached today, reached by then, not reached, unknown. */
export function selectAt(plan: PlanModel, state: State): Selection {
  const { model } = plan, { service } = state, columns = plan.columnsAt(state.stage);
  if (service < 0) return select({ ...model, columns }, state);
  const selection = select({ ...model, columns }, state), people = [0, 0, 0, 0, 0, 0], before = model.columns[service].code, { code } = columns[service];
  const dot = selection.dot.map((_, n) => {
    if (code[n] === CELL.absent || code[n] >= FIRST_UNKNOWN) return UNKNOWN_DOT;
    return code[n] !== CELL.covered ? DOT.gap : before[n] === CELL.covered ? DOT.reached : DOT.gained;
  });
  dot.forEach((kind, n) => { if (selection.isIn[n] === 1) people[kind] += model.weight[n]; });
  return { ...selection, dot, people };
}
