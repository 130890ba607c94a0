/** Edits to the data of Liechtenstein as they happen: what lifecircle check finds, held against a full report of the edited data by a plain loop. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Feature, FeatureCollection, Position } from 'geojson';
import { beforeAll, expect, test } from 'vitest';
import type { CheckFinding } from '../../src/checks/check-finding.ts';
import type { CoverageFile } from '../../src/coverage/coverage-schema.ts';
import { command, reportOn } from '../support/command.ts';
import { collection } from '../support/project.ts';
import { describeReal, realProject } from './shared.ts';

/** An edit of one facility, and what a loss by it is told to come from; or of the network. */
interface Edit { readonly layer: 'facilities' | 'walk'; readonly id: string; readonly cause: string; readonly change: (feature: Feature) => Feature[] }

const withProperties = (id: string, cause: string, properties: object): Edit => ({ layer: 'facilities', id, cause, change: (f) => [{ ...f, properties: { ...f.properties, ...properties } }] });
const shift = (f: Feature, [east, north]: Position): Feature => ({ ...f, geometry: JSON.parse(JSON.stringify(f.geometry), (_, value: unknown) => (Array.isArray(value) && typeof value[0] === 'number' ? [value[0] + east, Number(value[1]) + north] : value)) as Feature['geometry'] });

/** The school that is the nearest of most settlements, all of them villages; the only clinic, by 2.0 km to the north; a supermarket; a kindergarten; two bridges. */
const CLOSED = withProperties('a703894500', 'facility-closed', { status: 'closed' });
const MOVED: Edit = { layer: 'facilities', id: 'n326058662', cause: 'facility-moved', change: (f) => [shift(f, [0, 0.018])] };
const RETYPED = withProperties('n1693757751', 'facility-retyped', { type: 'convenience_store' });
const TYPO = withProperties('n1378589885', 'facility-retyped', { type: 'kindergarden' });
const bridge = (id: string): Edit => ({ layer: 'walk', id, cause: 'network-changed', change: () => [] }), BRIDGE = bridge('w24826198');

/** How many services that are required are lost, and how many others. */
const SCENARIOS: Readonly<Record<string, [edits: readonly Edit[], code: number, required: number, others: number]>> = {
  'nothing': [[], 0, 0, 0],
  'a school of villages closes, where nothing is required': [[CLOSED], 0, 0, 8],
  'the clinic moves two kilometres': [[MOVED], 1, 20, 0],
  'a shop is of another type': [[RETYPED], 0, 0, 38],
  'a slip in the type of a kindergarten': [[TYPO], 0, 0, 10],
  'a bridge is gone': [[BRIDGE], 1, 2, 2],
  'a bridge is gone, where nothing is required': [[bridge('w197064428')], 0, 0, 2],
  'a bridge is gone beside another way': [[bridge('w299423917')], 0, 0, 0],
  'all of them': [[CLOSED, MOVED, RETYPED, TYPO, BRIDGE], 1, 22, 58],
};

describeReal('Liechtenstein', () => {
  let baseline: string, before: CoverageFile;
  beforeAll(async () => {
    const { out, coverage } = await reportOn(realProject('liechtenstein'), ['--formats', 'json']);
    [baseline, before] = [join(out, 'coverage.json'), coverage];
  }, 60_000);

  /** What a check finds, and "settlement service facility" of all that is covered in the baseline and not in a report of the folder. */
  async function checked(folder: string): Promise<{ code: number; findings: CheckFinding[]; lost: string[] }> {
    const { coverage: after } = await reportOn(folder, ['--formats', 'json']), now = new Map(after.settlements.map((s) => [s.id, s.services]));
    const lost = before.settlements.flatMap(({ id, services }) => Object.entries(services).filter(([service, { status }]) => status === 'covered' && now.get(id)?.[service].status !== 'covered').map(([service, { facilityId }]) => `${id} ${service} ${facilityId}`));
    const { code, stdout } = await command(['check', folder, '--baseline', baseline, '--date', '2026-06-30', '--format', 'json']), { findings } = JSON.parse(stdout) as { findings: CheckFinding[] };
    return { code, findings, lost };
  }

  for (const [what, [edits, code, required, others]] of Object.entries(SCENARIOS)) {
    test(`${what}: found is what the two results tell apart, with the cause and its line`, async () => {
      const { folder, lineOf } = edited(edits), { code: ended, findings, lost } = await checked(folder), losses = findings.filter(({ code: rule }) => rule === 'lost-required' || rule === 'lost-service');
      const told = losses.map(({ settlement, service, causes, file, line }) => `${settlement} ${service} ${causes.map(({ kind, of }) => [kind, ...of].join(' ')).join('; ')} ${file}:${line}`);
      const expected = lost.map((pair) => {
        const [settlement, service, facility] = pair.split(' '), edit = edits.find(({ layer, id }) => layer === 'facilities' && id === facility);
        return `${settlement} ${service} ${edit === undefined ? 'network-changed walk.geojson:null' : `${edit.cause} ${facility} facilities.geojson:${lineOf(facility)}`}`;
      });
      expect(told.sort()).toEqual(expected.sort());
      expect([ended, ...['lost-required', 'lost-service'].map((rule) => findings.filter((f) => f.code === rule).length)]).toEqual([code, required, others]);
      expect(findings.filter(({ severity }) => severity === 'error')).toHaveLength(required);
      const slips = findings.filter(({ code: rule, what: said }) => rule === 'unknown-facility-type' && said.includes('did you mean "kindergarten"?'));
      expect(slips).toHaveLength(edits.includes(TYPO) ? 1 : 0);
    }, 60_000);
  }

  // The shift of GCJ-02 ends at the border of China: of data elsewhere it can neither be found nor do harm. Half a kilometre to one side is a move of every facility.
  test('facilities declared as GCJ-02 by mistake lose nobody anything here; half a kilometre aside, every loss is by the facility that served', async () => {
    const declared = realProject('liechtenstein'), file = join(declared, 'lifecircle.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('facilities: facilities.geojson', 'facilities: {file: facilities.geojson, crs: gcj02}'));
    const { code, findings, lost } = await checked(declared);
    expect([code, findings.filter(({ settlement }) => settlement !== null), lost]).toEqual([0, [], []]);
    const { folder } = edited([]), layer = join(folder, 'facilities.geojson'), { features, ...members } = JSON.parse(readFileSync(layer, 'utf8')) as FeatureCollection;
    rmSync(layer); // a link
    writeFileSync(layer, collection(features.map((f) => shift(f, [0.006, -0.002])), members));
    const aside = await checked(folder), told = aside.findings.filter(({ settlement }) => settlement !== null);
    expect(told.map(({ settlement, service, causes: [{ kind, of }] }) => `${settlement} ${service} ${of[0]} ${kind}`).sort()).toEqual(aside.lost.map((pair) => `${pair} facility-moved`).sort());
    expect([aside.code, told.length]).toEqual([1, 809]);
  }, 60_000);
});

/** A copy of the data with some edits. @returns the line of a feature: every feature stays on its own, but for those after one that is gone. */
function edited(edits: readonly Edit[]): { folder: string; lineOf: (facility: string) => number } {
  const folder = realProject('liechtenstein'), places: string[] = [];
  for (const layer of ['facilities', 'walk'] as const) {
    const file = join(folder, `${layer}.geojson`), { features, ...members } = JSON.parse(readFileSync(file, 'utf8')) as FeatureCollection, ofLayer = edits.filter((edit) => edit.layer === layer);
    for (const { id } of ofLayer) expect(features.filter((f) => f.id === id)).toHaveLength(1);
    if (layer === 'facilities') places.push(...features.map(({ id }) => String(id)));
    if (ofLayer.length === 0) continue;
    rmSync(file); // a link
    writeFileSync(file, collection(features.flatMap((f) => ofLayer.find(({ id }) => id === f.id)?.change(f) ?? [f]), members));
  }
  return { folder, lineOf: (facility) => places.indexOf(facility) + 2 };
}
