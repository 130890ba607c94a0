/** How the layers of a plan look: years by colour and label, kinds of sites by shape; what settlements still lack as in coverage.gpkg. */
import type { PlanResult } from '../plan/plan-result.ts';
import { overviewStyle } from './coverage-styles.ts';
import { findGapClasses } from './gap-classes.ts';
import { joinBoxes, type Box } from './geopackage-geometry.ts';
import type { MapFacts } from './map-facts.ts';
import { PLAN_LAYER_WORDS } from './plan-layer-words.ts';
import type { PlanLayer, PlanLayerName } from './plan-tables.ts';
import type { LayerStyle } from './qgis-style.ts';
import { fill, line, marker, markerWithLine, type QgisSymbol } from './qgis-symbols.ts';
import { WORDS, type Lang } from './words.ts';
import { colourOfYear } from './year-colours.ts';

type Look = Omit<LayerStyle, 'fields'>;

const RAMP = ['#f4ead6', '#efd9b0', '#e4bd8f', '#cd8f60', '#a85d38'], INK = '#1a1f24', GREY = '#687077', PAPER = '#fcfbf8';
/** From which share on a township has each colour but the darkest; as in the page. */
const SHARES = [0.85, 0.6, 0.3, 0.1];
/** Places that have no building yet, or one that is closed, are hollow. */
const IS_NEW = '"site_kind" = \'candidate\' OR "site_kind" = \'junction\'', IS_HOLLOW = '"site_kind" = \'junction\' OR "site_kind" = \'closed\'';

export function planStyleOf(name: PlanLayerName, { columns }: PlanLayer, plan: PlanResult, lang: Lang): LayerStyle {
  const look = { sites: () => siteStyle(plan, lang), projects: () => ({ ...siteStyle(plan, lang), isLabelled: false, nameColumn: 'name' }), effect: () => effectStyle(plan, lang), settlements: () => overviewStyle(readPlanFacts(plan), 'marker', lang), unmet: () => unmetStyle(lang), spare: spareStyle, townships: outlineStyle }[name]();
  return { ...look, fields: columns };
}

/** What the style of settlements takes from a plan. */
export function readPlanFacts({ settlements, projects }: PlanResult): MapFacts {
  let box: Box | null = null;
  for (const { lon, lat } of [...settlements, ...projects]) if (lon !== null && lat !== null) box = joinBoxes(box, [lon, lon, lat, lat]);
  const mostPeople = settlements.reduce((most, { population }) => Math.max(most, population), 0);
  return { box, mostPeople, isOfAreas: false, gapClasses: findGapClasses(settlements.map(({ population, after: { gaps } }) => ({ missing: gaps.required + gaps.pilot, weight: mostPeople > 0 ? population : 1 }))) };
}

/** Townships by the share of basic services in reach at a stage. */
export function shareStyle(stage: string, lang: Lang): Look {
  const column = `"basic_${stage}"`, w = WORDS[lang];
  const classes = RAMP.map((inside, i) => {
    const least = SHARES.at(i), below = i === 0 ? undefined : SHARES[i - 1], percent = (share: number): string => (100 * share).toFixed(0);
    return { label: least === undefined ? `< ${percent(below ?? 0)} %` : below === undefined ? `≥ ${percent(least)} %` : `${percent(least)}–${percent(below)} %`, filter: [...(least === undefined ? [] : [`${column} >= ${least}`]), ...(below === undefined ? [] : [`${column} < ${below}`])].join(' AND '), symbol: fill(inside, 0.75, INK, 0.2) };
  });
  return { kind: 'fill', nameColumn: 'name', isLabelled: true, renderer: { type: 'rules', rules: [...classes, { label: w.unknown, filter: `${column} IS NULL`, symbol: fill(GREY, 0.15, GREY, 0.2, 'dash') }] } };
}

function siteStyle({ years }: PlanResult, lang: Lang): Look {
  return { kind: 'marker', nameColumn: 'label', isLabelled: true, isLabelledBeside: true, renderer: { type: 'categories', column: 'year', categories: byYear(years, lang, (colour) => siteSymbol(colour)) } };
}

function siteSymbol(colour: string): QgisSymbol {
  return marker({ shape: 'diamond', fill: colour, outline: colour, millimetres: 3.4, outlineMillimetres: 0.5, name: `if(${IS_NEW}, 'diamond', 'triangle')`, fillColour: `if(${IS_HOLLOW}, '${PAPER}', '${colour}')` });
}

function effectStyle({ years }: PlanResult, lang: Lang): Look {
  const symbolOf = (colour: string): QgisSymbol => markerWithLine(marker({ shape: 'circle', fill: colour, outline: PAPER, millimetres: 1.6 }), line(colour, 0.2), 'if("project_lon" IS NULL, NULL, make_line($geometry, make_point("project_lon", "project_lat")))');
  return { kind: 'marker', nameColumn: 'settlement', renderer: { type: 'categories', column: 'year', categories: byYear(years, lang, symbolOf) } };
}

function byYear(years: PlanResult['years'], lang: Lang, symbolOf: (colour: string) => QgisSymbol): { value: string; label: string; symbol: QgisSymbol }[] {
  const all = years.map(({ year }) => year);
  return all.map((year) => ({ value: String(year), label: PLAN_LAYER_WORDS[lang].begins(year), symbol: symbolOf(colourOfYear(all, year)) }));
}

function unmetStyle(lang: Lang): Look {
  const w = WORDS[lang];
  return {
    kind: 'marker', nameColumn: 'service',
    renderer: { type: 'categories', column: 'severity', categories: [
      { value: 'required', label: w.required, symbol: marker({ shape: 'square', fill: '#652413', outline: '#652413', millimetres: 2 }) }, { value: 'pilot', label: w.pilot, symbol: marker({ shape: 'half_square', fill: '#a9552c', outline: '#a9552c', millimetres: 2, outlineMillimetres: 0.3 }) }, { value: 'advisory', label: w.advisory, symbol: marker({ shape: 'square', fill: 'none', outline: '#d2935a', millimetres: 2, outlineMillimetres: 0.3 }) },
    ] },
  };
}

function spareStyle(): Look {
  return { kind: 'marker', nameColumn: 'name', renderer: { type: 'single', symbol: marker({ shape: 'triangle', fill: PAPER, outline: GREY, millimetres: 2, outlineMillimetres: 0.35 }) } };
}

function outlineStyle(): Look {
  return { kind: 'fill', nameColumn: 'name', isLabelled: true, renderer: { type: 'single', symbol: fill('#e3e0d8', 0, '#8f8a80', 0.2, 'dash') } };
}
