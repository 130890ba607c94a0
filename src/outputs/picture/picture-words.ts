/** Words of the pictures that no other output has. */
import type { Lang } from '../words.ts';

/** 12,345 people; in Chinese from ten thousand in 万. */
export function people(count: number, lang: Lang): string {
  return lang === 'zh' && count >= 10_000 ? `${(count / 10_000).toFixed(2)} 万` : Math.round(count).toLocaleString('en');
}

export const PICTURE_WORDS = {
  zh: {
    mapTitle: '每个居民点缺几项基础保障类服务', heatTitle: '哪项服务、在哪个乡镇最缺',
    mapSubtitle: (project: string, places: string, residents: string, pace: number, elderlyPace: number) => `${project}：${places} 个居民点，${residents} 人。步行 ${pace} 米/分钟，老年人 ${elderlyPace} 米/分钟。`,
    heatSubtitle: (project: string) => `${project}。格内为按时够得着的居民比例（%）；颜色越深，够不着的人越多。`,
    classes: '缺几项，涉及多少人', marks: '图例', urban: '城镇居民点', rural: '乡村居民点', unknown: '未知：附近没有路', facility: '在用设施', way: '可步行的路', size: '大小：人口', residents: '人', walk: '分钟步行', north: '北', km: '公里',
    note: (checklist: string) => `清单：${checklist}。限值与类别均非官方数据。`, unlocated: (count: number) => `${count} 个居民点没有位置，未画。`, dropped: (count: number) => `${count} 个乡镇名没有地方写。`,
    task: '任务', service: '服务', limit: '限值', limitNote: '限值：分钟，城镇 / 乡村；° 凭记忆，* 本项目建议，均非官方数据。', all: '全区', unknownCell: '未知', noTownship: '未填', legend: '够得着的居民', noPeople: '该处无人口数据的，按居民点计。', nothing: '–：该处没有要核对的居民点。',
  },
  en: {
    mapTitle: 'Basic services missing at each settlement', heatTitle: 'Which service is missing in which township',
    mapSubtitle: (project: string, places: string, residents: string, pace: number, elderlyPace: number) => `${project}: ${places} settlements, ${residents} residents. On foot at ${pace} m/min, the elderly at ${elderlyPace}.`,
    heatSubtitle: (project: string) => `${project}. Residents who reach it in time, %; darker where more do not.`,
    classes: 'Missing there, and residents concerned', marks: 'Legend', urban: 'settlement, town', rural: 'settlement, village', unknown: 'unknown: no way near', facility: 'facility in use', way: 'walkable way', size: 'Size: residents', residents: 'residents', walk: 'min on foot', north: 'N', km: 'km',
    note: (checklist: string) => `Checklist: ${checklist}. No limit or class is official.`, unlocated: (count: number) => `${count} settlement${count === 1 ? ' has' : 's have'} no place and ${count === 1 ? 'is' : 'are'} not drawn.`, dropped: (count: number) => `${count} township name${count === 1 ? '' : 's'} found no room.`,
    task: 'Task', service: 'Service', limit: 'Limit', limitNote: 'Limits: minutes, town / village; ° from memory, * proposed by this project, none is official.', all: 'All', unknownCell: 'unknown', noTownship: '(none)', legend: 'Residents who reach it', noPeople: 'Where no residents are given, settlements count.', nothing: '–: no settlement to check there.',
  },
} as const satisfies Record<Lang, object>;
