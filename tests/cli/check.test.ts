/** lifecircle check: rules, baselines, allowances, formats and exit codes. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv2020 } from 'ajv/dist/2020.js';
import AjvDraft04 from 'ajv-draft-04';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { CHECK_SCHEMA_FILE, renderCheckSchema } from '../../bench/write-schema.ts';
import type { CheckFinding, CheckPass } from '../../src/checks/check-finding.ts';
import { checkProject } from '../../src/pipeline-check.ts';
import { command, reportOn } from '../support/command.ts';
import { faultsOfJunit, testWithXmllint } from '../support/junit.ts';
import { CHECKLIST, collection, facility, LAYERS, settlement, SETTLEMENTS, temporaryFolder, writeProject, type ProjectParts } from '../support/project.ts';

// The small project: a (300 people, urban core) has the market m1 at 500 m and the clinic c1 (quality) at 600 m; b (100, rural) has
// neither; nothing is known of libraries. So 300 of 400 people have a market, and 2 of 6 pairs are unknown.
const m1 = facility('m1', 'market', [500, 0]), c1 = facility('c1', 'clinic', [600, 0]);
const SOUND: ProjectParts = { facilities: [m1, c1] };
/** The market out of reach of a: 1500 m. */
const MOVED: ProjectParts = { facilities: [facility('m1', 'market', [1500, 0]), c1] };
const FAULTY: ProjectParts = { settlements: [...SETTLEMENTS, settlement('a', [0, 0])] };
const HOSTILE = '坏村 <&">%\r\n::x,y {0} [l](1) \u0007\ud800';
const withChecks = (checks: unknown, parts: ProjectParts = SOUND): ProjectParts => ({ ...parts, project: { ...(parts.project as object | undefined), checks } });

const schema = JSON.parse(readFileSync(CHECK_SCHEMA_FILE, 'utf8')) as object, isOfSchema = new Ajv2020().compile(schema);
const isSarif = new AjvDraft04.default({ strict: false, unicodeRegExp: false, formats: { uri: /^[a-z][a-z0-9+.-]*:[!-~]+$/i, 'uri-reference': /^(?:[!$&-;=?-Z_a-z~#@[\]]|%[0-9A-F]{2})*$/, 'date-time': true } }).compile(sarifSchema);

interface Told { readonly passed: boolean; readonly computed: boolean; readonly findings: CheckFinding[]; readonly passes: CheckPass[] }

const check = (parts: ProjectParts, ...options: string[]) => command(['check', writeProject(parts), '--date', '2026-06-30', ...options]);
async function told(parts: ProjectParts, ...options: string[]): Promise<Told & { code: number }> {
  const { code, stdout, stderr } = await check(parts, '--format', 'json', ...options);
  expect(stderr).toBe('');
  const found = JSON.parse(stdout) as Told;
  expect(isOfSchema(found), JSON.stringify(isOfSchema.errors)).toBe(true);
  expect([found.passed, code]).toEqual([code === 0, found.passed ? 0 : 1]);
  return { ...found, code };
}
async function baselineOf(parts: ProjectParts): Promise<string> {
  return join((await reportOn(writeProject(parts), ['--formats', 'json'])).out, 'coverage.json');
}
/** "error lost-required a/market facilities.geojson:2". */
const lines = ({ findings }: Told): string[] => findings.map(({ severity, code, settlement: s, service, file, line }) => `${severity} ${code} ${[s, service].filter((t) => t !== null).join('/')} ${file}${line === null ? '' : `:${line}`}`);

test('without rules and baseline the data is checked, and sound data passes', async () => {
  expect(await told(SOUND)).toEqual({ code: 0, schemaVersion: 1, tool: 'lifecircle 0.1.0', passed: true, computed: true, measured: null, counts: { error: 0, warning: 0, info: 0 }, findings: [], passes: [] });
  expect((await check(SOUND)).stdout).toBe('no problems\ncheck passed\n');
  expect((await check(SOUND, '--lang', 'zh')).stdout).toBe('没有发现问题\n检查通过\n');
});

test('errors of the data fail whatever else holds, and no coverage is computed; warnings fail with --strict', async () => {
  const faulty = await told(FAULTY, '--min-coverage', 'market=0');
  expect([faulty.code, faulty.computed, lines(faulty)]).toEqual([1, false, ['error duplicate-id  settlements.geojson:4']]);
  const warned: ProjectParts = { settlements: [...SETTLEMENTS, settlement('off', [0, 900])] };
  expect([(await told(warned)).code, (await told(warned, '--strict')).code]).toEqual([0, 1]);
  expect(lines(await told(warned))).toEqual(['warning settlement-not-on-network  settlements.geojson:4']);
});

// 300 of 400 people have a market (0.75), in towns all of 300, in villages none of 100. The market alone is basic among what is known.
const SHARES: readonly [of: string, share: number][] = [
  ['market', 0.75], ['urban/market', 1], ['rural/market', 0], ['clinic', 0.75], ['class:basic', 0.75], ['class:quality', 0.75],
  ['township:Reedham', 1], ['township:Saltby', 0], ['township:Reedham/market', 1], ['township:Saltby/clinic', 0],
];
test('a share passes where it is reached and fails just above it, by service, table, class, township', async () => {
  for (const [of, share] of SHARES) {
    expect((await told(SOUND, '--min-coverage', `${of}=${share}`)).code, of).toBe(0);
    if (share < 1) {
      const { code, findings: [found] } = await told(SOUND, '--min-coverage', `${of}=${share + 0.0001}`);
      expect([code, found.code, found.file], of).toEqual([1, 'min-coverage', 'lifecircle.yaml']);
    }
  }
});

test('an indicator has a rule by its name, in Chinese or English, of people where nothing else is said', async () => {
  const { coverage } = await reportOn(writeProject({ project: { checklist: 'chongming' }, facilities: [facility('f', 'community_health_center', [500, 0])] }));
  const row = coverage.indicators.find(({ value, denominator }) => value !== null && denominator === 'population');
  if (row?.value == null) throw new RangeError('no indicator has a value');
  const parts: ProjectParts = { project: { checklist: 'chongming' }, facilities: [facility('f', 'community_health_center', [500, 0])] };
  for (const name of [row.name, row.nameEn, `${row.name}/population`]) {
    const passed = await told(parts, '--min-coverage', `indicator:${name}=${row.value}`);
    expect(passed.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    if (row.value < 1) expect((await told(parts, '--min-coverage', `indicator:${name}=1`)).code).toBe(1);
  }
  const { code, stderr } = await check(parts, '--min-coverage', `indicator:${row.name}/people=0.1`);
  expect([code, stderr]).toEqual([2, expect.stringContaining('there is no denominator "people"') as string]);
});

test('a rule of something of which nothing is known fails: data that went missing does not pass', async () => {
  const { code, findings: [found] } = await told(SOUND, '--min-coverage', 'library=0');
  expect([code, found.what]).toEqual([1, 'nothing is known of library, and at least 0 % is asked for']);
});

test('rules of the project stand at their lines; an option of the same name stands in their place', async () => {
  const parts: ProjectParts = { ...SOUND, project: 'layers: {settlements: settlements.geojson, facilities: facilities.geojson, walk: walk.geojson}\nchecklist: checklist.yaml\nchecks:\n  minCoverage:\n    market: 0.8\n    rural/market: 0\n  maxUnknownShare: 0.3\n' };
  const found = await told(parts);
  expect(found.findings.map(({ code, file, line, column, what, population }) => [code, file, line, column, what, population])).toEqual([
    ['min-coverage', 'lifecircle.yaml', 5, 13, '75 % of market is covered, at least 80 % is asked for; 100 people lack it', 100],
    ['max-unknown-share', 'lifecircle.yaml', 7, 20, '2 of 6 pairs of a settlement and a service are unknown (33.33 %), at most 30 % may be', null],
  ]);
  expect(found.passes.map(({ code, line }) => [code, line])).toEqual([['min-coverage', 6]]);
  expect((await told(parts, '--min-coverage', 'market=0.75', '--max-unknown-share', '0.34')).code).toBe(0);
});

test('a lost required service fails with its cause and the line of the facility; a baseline is enough to ask for it', async () => {
  const baseline = await baselineOf(SOUND), found = await told(MOVED, '--baseline', baseline);
  expect([found.code, lines(found)]).toEqual([1, ['error lost-required a/market facilities.geojson:2']]);
  expect(found.findings[0]).toMatchObject({ featureId: 'm1', population: 300, causes: [{ kind: 'facility-moved', of: ['m1'] }], what: 'a Alder (300 people) loses market: covered in 8.33 min before, now a gap (required) at 25 min; facility moved m1' });
  const same = await told(SOUND, '--baseline', baseline);
  expect([same.code, same.findings, same.passes.map(({ code }) => code)]).toEqual([0, [], ['lost-required']]);
});

test('a service that is no longer known is lost; one that is not required, and one of a village, is told and passes', async () => {
  const baseline = await baselineOf(SOUND);
  expect(lines(await told({ facilities: [c1] }, '--baseline', baseline))).toEqual(['error lost-required a/market facilities.geojson']);
  expect([(await told({ facilities: [m1, facility('c1', 'clinic', [1900, 0])] }, '--baseline', baseline)).code, lines(await told({ facilities: [m1, facility('c1', 'clinic', [1900, 0])] }, '--baseline', baseline))]).toEqual([0, ['info lost-service a/clinic facilities.geojson:3']]);
  const village = await baselineOf({ facilities: [facility('m1', 'market', [1500, 0]), c1] });
  expect(lines(await told(SOUND, '--baseline', village))).toEqual(['info lost-service b/market facilities.geojson:2']);
});

test('what else can be the cause has its place: the settlement, the checklist, the network, the project', async () => {
  const baseline = await baselineOf(SOUND), placesOf = async (parts: ProjectParts): Promise<string[]> => lines(await told({ ...SOUND, ...parts }, '--baseline', baseline)).filter((l) => l.includes('a/market'));
  expect(await placesOf({ settlements: [SETTLEMENTS[1], settlement('a', [1200, 0], { kind: 'urban', tier: 'core', population: 300 })] })).toEqual(['error lost-required a/market settlements.geojson:3']);
  expect(await placesOf({ checklist: { tables: CHECKLIST.tables.map((t) => ({ ...t, services: t.services.map((s) => ({ ...s, limitMinutes: 8 })) })) } })).toEqual(['error lost-required a/market checklist.yaml']);
  expect(await placesOf({ project: { travel: { walkMetresPerMinute: 45 } } })).toEqual(['error lost-required a/market lifecircle.yaml']);
});

test('of several files of a layer, that which changed is named for a facility that is gone', async () => {
  const of = (second: readonly object[]): ProjectParts => ({ facilities: [c1], files: { 'more.geojson': collection(second) }, project: { layers: { ...LAYERS, facilities: ['facilities.geojson', 'more.geojson'] } } });
  expect(lines(await told(of([facility('m2', 'market', [1900, 0])]), '--baseline', await baselineOf(of([facility('m1', 'market', [500, 0]), facility('m2', 'market', [1900, 0])]))))).toEqual(['error lost-required a/market more.geojson']);
});

test('--allow-lost-required and noLostRequired: false tell losses only; noLostRequired: true needs a baseline', async () => {
  const baseline = await baselineOf(SOUND);
  expect(lines(await told(MOVED, '--baseline', baseline, '--allow-lost-required'))).toEqual(['info lost-service a/market facilities.geojson:2']);
  expect((await told(withChecks({ noLostRequired: false }, MOVED), '--baseline', baseline)).code).toBe(0);
  const { code, stderr } = await check(withChecks({ noLostRequired: true }));
  expect([code, stderr]).toEqual([2, expect.stringContaining('there is no baseline') as string]);
});

test('a loss is allowed up to a day, inclusive; expired and unused allowances are told, with --strict they fail', async () => {
  const baseline = await baselineOf(SOUND), allow = (until: string, service = 'market') => withChecks({ allow: [{ settlement: 'a', service, until, why: 'the market is rebuilt' }] }, MOVED);
  const allowed = await told(allow('2026-06-30'), '--baseline', baseline);
  expect([allowed.code, lines(allowed)]).toEqual([0, ['info allowed-loss a/market facilities.geojson:2']]);
  expect(allowed.findings[0].what).toContain('(allowed until 2026-06-30: the market is rebuilt)');
  const expired = await told(allow('2026-06-29'), '--baseline', baseline);
  expect([expired.code, lines(expired).map((l) => l.replace(/:\d+$/, ''))]).toEqual([1, ['error lost-required a/market facilities.geojson', 'warning allowance-expired a/market lifecircle.yaml']]);
  const unused = await told(allow('2026-12-31', 'clinic'), '--baseline', baseline, '--allow-lost-required');
  expect([unused.code, lines(unused)[1]]).toEqual([0, expect.stringMatching(/^warning allowance-unused a\/clinic lifecircle\.yaml:\d+$/) as string]);
  expect((await told(allow('2026-12-31', 'clinic'), '--baseline', baseline, '--allow-lost-required', '--strict')).code).toBe(1);
});

test('a settlement that is gone is told', async () => {
  const found = await told({ ...SOUND, settlements: [SETTLEMENTS[0]] }, '--baseline', await baselineOf(SOUND));
  expect([found.code, lines(found)]).toEqual([0, ['info settlement-removed b settlements.geojson']]);
});

test('the baseline of the project is a file of its folder; a project is a baseline as well', async () => {
  const text = readFileSync(await baselineOf(SOUND), 'utf8');
  expect((await told({ ...withChecks({ baseline: '基线.json' }, MOVED), files: { '基线.json': text } })).code).toBe(1);
  expect((await told(MOVED, '--baseline', writeProject(SOUND))).code).toBe(1);
  expect((await told({ ...withChecks({ baseline: '基线.json' }, MOVED), files: { '基线.json': text } }, '--baseline', writeProject(MOVED))).code).toBe(0);
});

const WRONG: readonly [what: string, parts: ProjectParts, options: readonly string[], message: RegExp][] = [
  ['a service', SOUND, ['--min-coverage', 'markt=0.5'], /--min-coverage: there is no service "markt"\. Did you mean "market"/],
  ['a service of a table', SOUND, ['--min-coverage', 'town/market=0.5'], /there is no service "town\/market"\. /],
  ['a class', SOUND, ['--min-coverage', 'class:basics=0.5'], /there is no class "basics"\. Did you mean "basic"/],
  ['a township', SOUND, ['--min-coverage', 'township:Reedhm=0.5'], /there is no township "Reedhm"\. Did you mean "Reedham"/],
  ['a service of a township', SOUND, ['--min-coverage', 'township:Reedham/markt=0.5'], /there is no service "markt"\. Did you mean "market"/],
  ['an indicator', SOUND, ['--min-coverage', 'indicator:nothing=0.5'], /there is no indicator "nothing"/],
  ['a share above 1', SOUND, ['--min-coverage', 'market=85'], /Give a share from 0 to 1/],
  ['no share', SOUND, ['--min-coverage', 'market'], /such as primary_school=0\.85/],
  ['a rule of the project', withChecks({ minCoverage: { markt: 0.5, clinc: 0.5 } }), [], /lifecircle\.yaml:\d+:\d+: there is no service "markt".*\n.*there is no service "clinc"/],
  ['a share of the project', withChecks({ minCoverage: { market: 85 } }), [], /checks\.minCoverage\.market is "?85"?, expected a share from 0 to 1/],
  ['a rule that is misspelt', withChecks({ maxUnkownShare: 0.5 }), [], /checks\.maxUnkownShare is "?0\.5"?\. Did you mean "maxUnknownShare"/],
  ['an allowance without a day', withChecks({ allow: [{ settlement: 'a', service: 'market' }] }), [], /checks\.allow\.0\.until is missing/],
  ['an allowance of no day', withChecks({ allow: [{ settlement: 'a', service: 'market', until: '2026-02-30' }] }), [], /Write a day of the calendar/],
  ['an allowance of no service', withChecks({ allow: [{ settlement: 'a', service: 'markt', until: '2026-12-31' }] }), [], /there is no service "markt"\. Did you mean "market"/],
  ['a baseline that is not there', SOUND, ['--baseline', '/nowhere/b.json'], /b\.json/],
  ['a baseline out of the folder', withChecks({ baseline: '../b.json' }), [], /b\.json/],
  ['a baseline that is none', { ...withChecks({ baseline: 'b.json' }), files: { 'b.json': '{}' } }, [], /b\.json: is no coverage\.json of this version/],
  ['a format', SOUND, ['--format', 'xml'], /Allowed choices are text, json, junit, sarif, github/],
];
for (const [what, parts, options, message] of WRONG) {
  test(`${what} that is wrong ends with 2 and a mend, and nothing is told`, async () => {
    const { code, stdout, stderr } = await check(parts, ...options);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
}

test('the published schema is what npm run schema writes', () => {
  expect(readFileSync(CHECK_SCHEMA_FILE, 'utf8')).toBe(renderCheckSchema());
});

const HOSTILE_PARTS: ProjectParts = { settlements: [settlement(HOSTILE, [0, 0], { name: HOSTILE, township: HOSTILE, kind: 'urban', tier: 'core' }), SETTLEMENTS[1]] };
/** A check of every kind of finding but a forbidden loss, with hostile names: the one of the name has lost both, b has gained both, each of 100 people; "off" is not known. */
async function everything(): Promise<{ folder: string; options: string[] }> {
  const allow = [{ settlement: 'a', service: 'clinic', until: '2020-01-01' }, { settlement: HOSTILE, service: 'market', until: '2030-01-01', why: HOSTILE }];
  const folder = writeProject({ ...HOSTILE_PARTS, settlements: [...(HOSTILE_PARTS.settlements as object[]), settlement('off', [0, 900])], ...withChecks({ minCoverage: { market: 0.9, clinic: 0.1 }, maxUnknownShare: 0.1, allow }, { facilities: [facility(HOSTILE, 'market', [1500, 0]), facility('c1', 'clinic', [1900, 0])] }) });
  return { folder, options: ['--date', '2026-06-30', '--baseline', await baselineOf({ ...HOSTILE_PARTS, settlements: [...(HOSTILE_PARTS.settlements as object[]), settlement('gone', [0, 0])], facilities: [facility(HOSTILE, 'market', [500, 0]), c1] })] };
}

test('SARIF is valid against the schema of OASIS, in every case', async () => {
  const { folder, options } = await everything(), baseline = await baselineOf(SOUND);
  expect(isSarif({ version: '2.1.0' })).toBe(false);
  for (const args of [[folder, ...options], [folder, ...options, '--strict'], [writeProject(SOUND)], [writeProject(FAULTY)], [writeProject(MOVED), '--baseline', baseline]]) {
    const { stdout } = await command(['check', ...args, '--format', 'sarif']);
    expect(isSarif(JSON.parse(stdout)), JSON.stringify(isSarif.errors?.slice(0, 5))).toBe(true);
  }
});

test('SARIF says rule, level, place and people of each finding; names are neither links nor placeholders', async () => {
  const { folder, options } = await everything();
  interface Result { ruleId: string; ruleIndex: number; level: string; message: { text: string }; suppressions: unknown[]; partialFingerprints: Record<string, string>; locations: { physicalLocation: { artifactLocation: { uri: string }; region?: { startLine: number } } }[] }
  const { runs: [{ tool, results }] } = JSON.parse((await command(['check', folder, ...options, '--format', 'sarif'])).stdout) as { runs: { tool: { driver: { rules: { id: string }[] } }; results: Result[] }[] };
  expect(results.map(({ ruleId, level, suppressions, locations: [{ physicalLocation: { artifactLocation: { uri }, region } }] }) => [ruleId, level, suppressions.length, uri.split('/').at(-1), region?.startLine])).toEqual([
    ['settlement-not-on-network', 'warning', 0, 'settlements.geojson', 4],
    ['min-coverage', 'error', 0, 'lifecircle.yaml', expect.any(Number)], ['max-unknown-share', 'error', 0, 'lifecircle.yaml', expect.any(Number)],
    ['lost-service', 'note', 0, 'facilities.geojson', 3], ['allowed-loss', 'note', 1, 'facilities.geojson', 2], ['settlement-removed', 'note', 0, 'settlements.geojson', undefined], ['allowance-expired', 'warning', 0, 'lifecircle.yaml', expect.any(Number)],
  ]);
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  expect(new Set(results.map(({ partialFingerprints: p }) => p['lifecircle/v1'])).size).toBe(results.length);
  const text = results.find(({ ruleId }) => ruleId === 'allowed-loss')?.message.text ?? '';
  expect(text).toContain('{{0}}');
  expect(text).not.toMatch(/(?<!\\)\[l/);
});

test('JUnit XML is well-formed, with a case for each finding and each rule that holds', async () => {
  const { folder, options } = await everything();
  for (const [args, failures, tests] of [[[folder, ...options], 2, 9], [[folder, ...options, '--strict'], 4, 9], [[writeProject(SOUND), '--min-coverage', 'market=0.7'], 0, 1], [[writeProject(SOUND)], 0, 1]] as const) {
    const { stdout } = await command(['check', ...args, '--format', 'junit']), seen = { testcase: 0, failure: 0 }, totals: string[] = [];
    const parser = new SaxesParser();
    parser.on('opentag', ({ name, attributes: a }) => { if (name === 'testcase' || name === 'failure') seen[name]++; if (name === 'testsuites') totals.push(String(a['tests']), String(a['failures']), String(a['name'])); });
    parser.write(stdout).close();
    expect([seen, totals]).toEqual([{ testcase: tests, failure: failures }, [String(tests), String(failures), 'lifecircle check']]);
  }
});

testWithXmllint('JUnit XML is valid by its schema, whatever is found and however it is called', async () => {
  const { folder, options } = await everything();
  for (const args of [[folder, ...options], [folder, ...options, '--strict'], [writeProject(SOUND), '--min-coverage', 'market=0.7'], [writeProject(SOUND)], [writeProject(FAULTY)]]) {
    expect(faultsOfJunit((await command(['check', ...args, '--format', 'junit'])).stdout)).toBe('');
  }
});

test('GitHub annotations are a line each with path and line; the text has no control characters', async () => {
  const { folder, options } = await everything(), { stdout } = await command(['check', folder, ...options, '--format', 'github']), rows = stdout.trimEnd().split('\n');
  expect(rows).toHaveLength(7);
  for (const row of rows) expect(row).toMatch(/^::(error|warning|notice) file=[^,:]*,(line=\d+,)?(col=\d+,)?title=[a-z-]+::/);
  expect((await command(['check', folder, ...options])).stdout).not.toMatch(/[\u0007\r]/);
});

test('--out writes the file and nothing to standard output, never over an input or the baseline', async () => {
  const out = join(temporaryFolder(), '检查.sarif'), baseline = await baselineOf(SOUND), folder = writeProject(MOVED);
  expect(await command(['check', folder, '--baseline', baseline, '--format', 'sarif', '--out', out])).toEqual({ code: 1, stdout: '', stderr: '' });
  expect(existsSync(out)).toBe(true);
  for (const target of [baseline, join(folder, 'facilities.geojson'), join(folder, 'lifecircle.yaml')]) {
    const text = readFileSync(target, 'utf8'), { code, stderr } = await command(['check', folder, '--baseline', baseline, '--out', target]);
    expect([code, stderr, readFileSync(target, 'utf8')]).toEqual([2, expect.stringContaining('would be overwritten') as string, text]);
  }
  const own = writeProject({ ...withChecks({ baseline: 'b.json' }), files: { 'b.json': '' } });
  writeFileSync(join(own, 'b.json'), readFileSync(baseline));
  expect((await command(['check', own, '--out', join(own, 'b.json')])).code).toBe(2);
});

test('a check with its problems and its coverage reads every file once', async () => {
  const folder = writeProject(SOUND), baseline = await baselineOf(SOUND), read: string[] = [], steps: string[] = [];
  await checkProject(folder, { today: '2026-06-30', baseline }, (step, progress) => {
    if (progress === undefined) steps.push(step);
    else if (progress.bytes === progress.totalBytes) read.push(progress.file);
  });
  expect(steps).toEqual(['read', 'build', 'snap', 'measure']);
  expect(read.sort()).toEqual(['facilities.geojson', 'settlements.geojson', 'walk.geojson']);
});
