import { expect, test } from 'vitest';
import { percent } from '../../src/checks/check-finding.ts';
import { coverageShareOf } from '../../src/checks/coverage-shares.ts';
import type { CoverageFile } from '../../src/coverage/coverage-schema.ts';
import { readCoverage } from '../../src/pipeline-comparison.ts';
import { facility, settlement, writeProject, type ProjectParts } from '../support/project.ts';
import { seeded } from '../support/random.ts';

const coverageOf = (parts: ProjectParts): Promise<CoverageFile> => readCoverage(writeProject(parts), () => undefined);

test('a township may have a stroke in its name: the whole name is looked for first', async () => {
  const coverage = await coverageOf({ settlements: [settlement('a', [0, 0], { township: 'East/West' }), settlement('b', [2000, 0], { township: 'East' })] });
  expect(coverageShareOf('township:East/West', coverage, '')).toMatchObject({ share: 1, service: null });
  expect(coverageShareOf('township:East/West/market', coverage, '')).toMatchObject({ share: 1, service: 'market' });
  expect(coverageShareOf('township:East/market', coverage, '')).toMatchObject({ share: 0, service: 'market' });
  for (const of of ['township:', 'township:/market', 'township:West', 'township:East/West/', '__proto__', 'toString', 'urban/toString', 'township:East/__proto__', 'class:', 'indicator:']) expect(() => coverageShareOf(of, coverage, 'x'), of).toThrow(/there is no/);
});

test('where nobody is counted, settlements are', async () => {
  const coverage = await coverageOf({ settlements: [settlement('a', [0, 0], { population: 0 }), settlement('b', [2000, 0], { population: 0 }), settlement('c', [100, 0], { population: 0 })] });
  expect(coverageShareOf('market', coverage, '').share).toBe(2 / 3);
  expect(coverageShareOf('class:quality', coverage, '').share).toBe(2 / 3);
});

// Twelve homes and five facilities anywhere along the street of two kilometres.
test('on 40 random towns shares are those counted person by person', async () => {
  const random = seeded(5), pick = <T>(list: readonly T[]): T => list[Math.floor(list.length * random())];
  for (let town = 0; town < 40; town++) {
    const coverage = await coverageOf({
      settlements: Array.from({ length: 12 }, (_, i) => settlement(`h${i}`, [Math.round(2000 * random()), 0], { kind: pick(['urban', 'rural']), township: pick(['A', 'B']), population: Math.floor(300 * random()) })),
      facilities: Array.from({ length: 5 }, (_, i) => facility(`f${i}`, pick(['market', 'clinic', 'library']), [Math.round(2000 * random()), 0])),
    });
    const classOf = new Map(coverage.services.map((s) => [`${s.table}/${s.id}`, s.class]));
    const counted = (isOf: (home: CoverageFile['settlements'][number], service: string) => boolean): number | null => {
      let covered = 0, known = 0;
      for (const home of coverage.settlements) for (const [id, { status }] of Object.entries(home.services)) if (isOf(home, id) && status !== 'unknown') {
        known += home.population;
        covered += status === 'covered' ? home.population : 0;
      }
      return known === 0 ? null : covered / known;
    };
    const rules: [string, Parameters<typeof counted>[0]][] = [
      ['market', (_, id) => id === 'market'], ['urban/clinic', ({ table }, id) => table === 'urban' && id === 'clinic'], ['class:basic', ({ table }, id) => classOf.get(`${table}/${id}`) === 'basic'],
      ['township:A', ({ township }) => township === 'A'], ['township:B/market', ({ township }, id) => township === 'B' && id === 'market'],
    ];
    for (const [of, isOf] of rules) {
      const expected = counted(isOf), { share } = coverageShareOf(of, coverage, '');
      if (expected !== null) expect(share, of).toBeCloseTo(expected, 12);
    }
  }
});

test('a share is never shown as the limit that it misses', () => {
  expect([percent(0.84999999), percent(0.85), percent(1), percent(0), percent(0.29)]).toEqual(['84.99 %', '85 %', '100 %', '0 %', '29 %']);
});
