// Where to build. Run: npm run bench:plan [seconds]
// Questions: how long until a plan of 2,000 demands and 300 candidates is proven, what is the gap where it is not, and how much memory does the solver take?
// Record a figure in bench/RESULTS.md only with the commit, machine and Node version beside it.
import { cpus } from 'node:os';
import { openSolver } from '../src/pipeline-plan.ts';
import { coverageWithin, type CoveragePair } from '../src/plan/coverage-sets.ts';
import { findFewestSites } from '../src/plan/fewest-sites.ts';
import { findJointPlan } from '../src/plan/joint-plan.ts';
import { findMostCoverage } from '../src/plan/most-coverage.ts';
import { seeded } from '../tests/support/random.ts';

const DEMAND = 2000, SITES = 300, TOWN_METRES = 20_000, timeLimitSeconds = Number(process.argv[2] ?? 60), solver = await openSolver();
console.log(`Node ${process.version}, ${cpus()[0].model} × ${cpus().length}; ${DEMAND} demands, ${SITES} candidates in a square of ${TOWN_METRES / 1000} km, ${timeLimitSeconds} s at most`);
for (const limit of [800, 1500, 3000]) {
  const random = seeded(5), pairs = [...pairsOf(random)], sets = coverageWithin(pairs, { siteCount: SITES, demandCount: DEMAND, limit });
  const weights = Array.from({ length: DEMAND }, () => Math.floor(20 + 800 * random() ** 3)), costs = Array.from({ length: SITES }, () => 50 + Math.floor(200 * random()));
  const each = (sets.demand.length / SITES).toFixed(1);
  tell(`${limit} m (${each} each), fewest`, () => { const { sites, ...proof } = findFewestSites(solver, sets, { timeLimitSeconds }); return { value: sites.length, ...proof }; });
  tell(`${limit} m, 20 sites`, () => { const { coveredWeight, ...proof } = findMostCoverage(solver, { sets, weights, limit: { sites: 20 }, timeLimitSeconds }); return { value: coveredWeight, ...proof }; });
  tell(`${limit} m, budget of 3,000`, () => { const { coveredWeight, ...proof } = findMostCoverage(solver, { sets, weights, limit: { budget: 3000, costs }, timeLimitSeconds }); return { value: coveredWeight, ...proof }; });
}

// Twenty services over the same sites, with limits from 500 to 2,400 m; a place costs as much as a service or two.
const JOINT = 20, shared = [...pairsOf(seeded(5))], dice = seeded(11), siteCosts = Array.from({ length: SITES }, () => 50 + Math.floor(100 * dice()));
const services = Array.from({ length: JOINT }, (_, k) => ({
  sets: coverageWithin(shared, { siteCount: SITES, demandCount: DEMAND, limit: 500 + 100 * k }), weights: Array.from({ length: DEMAND }, () => Math.floor(20 + 800 * dice() ** 3)), costs: Array.from({ length: SITES }, () => 20 + Math.floor(100 * dice())),
}));
for (const budget of [3000, 10_000]) tell(`${JOINT} services, budget of ${budget}`, () => { const { coveredWeight, ...proof } = findJointPlan(solver, { services, siteCosts, budget, timeLimitSeconds }); return { value: coveredWeight, ...proof }; });

/** Streets at right angles stand in for a network: the bench is of the solver, and needs no times but such as overlap as in a town. */
function* pairsOf(random: () => number): Generator<CoveragePair> {
  const place = (): [number, number] => [TOWN_METRES * random(), TOWN_METRES * random()];
  const sites = Array.from({ length: SITES }, place), demands = Array.from({ length: DEMAND }, place);
  for (const [site, [x, y]] of sites.entries()) for (const [demand, [u, v]] of demands.entries()) yield { site, demand, value: Math.abs(x - u) + Math.abs(y - v) };
}

function tell(label: string, solve: () => { value: number; bound: number; gap: number; isProven: boolean }): void {
  const began = performance.now(), { value, bound, gap, isProven } = solve();
  const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
  console.log(`${label.padEnd(28)} ${((performance.now() - began) / 1000).toFixed(2).padStart(6)} s  value ${value}, bound ${bound}, ${isProven ? 'proven' : `gap ${(100 * gap).toFixed(2)} %`}; largest resident size so far ${megabytes(process.resourceUsage().maxRSS * 1024)} MB`);
}
