/** All tasks that threads do for each other. */
import type { Task } from '../core/crew.ts';
import { DRAW_CATCHMENTS } from '../isochrones/draw-catchments.ts';
import { DRAW_ISOCHRONES } from '../isochrones/isochrones-around.ts';
import { PAIRS_BY_HEADWAY, PAIRS_BY_TIMETABLE } from '../travel/bus-matrix.ts';
import { PAIRS_ON_FOOT } from '../travel/matrix.ts';
import { NEAREST_BY_TIMETABLE } from '../travel/timetable-nearest.ts';

/** Whoever opens one brings the question that it is of. */
export const TASKS = [DRAW_ISOCHRONES, DRAW_CATCHMENTS, PAIRS_ON_FOOT, PAIRS_BY_TIMETABLE, PAIRS_BY_HEADWAY, NEAREST_BY_TIMETABLE] as unknown as readonly Task<unknown, unknown, unknown, unknown>[];
