/** Words of maps and of the layers behind them. */
import type { Lang } from './words.ts';

export const MAP_WORDS = {
  zh: {
    settlements: '居民点', gaps: '缺口', facilities: '设施', network: '步行路网', snaps: '接入线', townships: '乡镇', services: '服务清单',
    aboutSettlements: '每个居民点一行：各项服务的状态和最近设施的分钟数', aboutGaps: '每个居民点缺一项服务为一行；线通向搜索范围内最近的设施', aboutFacilities: '设施的位置',
    aboutNetwork: '步行路网的边；component 0 为最大的连通部分', aboutSnaps: '居民点和设施到路网的直线；够不着路网或就在路网上的没有线', aboutTownships: '给出的乡镇边界；没有给出的为居民点的凸包外扩 200 米，仅供看图，不是行政边界', area: '范围', boundary: '给出的边界', hull: '居民点外廓', aboutServices: '清单中的服务：限值、依据和结果。限值的依据见 value_status，均非官方数据',
    overview: '缺少的基本服务数（必须补＋试点补）', oneAtATime: '居民点（一次看一项）', nothingKnown: '未知：不在路网上，或没有数据', notAsked: '清单不要求', missing: '缺', lacksNone: '不缺', statusOf: '状态', nearest: '最近',
    id: '编号', elderly: '老年人', children: '儿童', households: '户数', snapMetres: '到路网（米）', table: '清单表', unknownServices: '未知的服务数', coveredServices: '覆盖的服务数',
    busStop: '最近的公交站', busStopMinutes: '到公交站（分钟）', busLines: '站上的线路', busTrips: '站上每日班次', busHub: '到枢纽（分钟）',
    type: '类型', provides: '兼作', openToPublic: '对外开放', capacity: '容量', areaSquareMetres: '面积（平方米）', owner: '权属', updated: '数据日期', existing: '已建', planned: '规划', closed: '停用',
    settlementId: '居民点编号', facilityLon: '设施经度', facilityLat: '设施纬度',
    edge: '边', component: '连通部分', isIsland: '孤岛', lengthMetres: '长度（米）', direction: '通行方向', both: '双向', forward: '顺画线方向', backward: '逆画线方向', speedFactor: '速度系数', lines: '所沿线',
    mainNetwork: '主路网', otherNetwork: '其他连通部分', island: '孤岛', layer: '图层', ok: '正常', far: '超过 100 米', unreached: '够不着路网', unlocated: '没有位置', avoidedIsland: '跳过的孤岛（米）', line: '所接的线',
    coveredSettlements: '覆盖的居民点', gapSettlements: '缺口居民点', unknownSettlements: '未知居民点', coveredPeople: '覆盖人口', gapPeople: '缺口人口', unknownPeople: '未知人口', checksUnknown: '未知（项）', profile: '人群', adult: '成人', elderlyProfile: '老年人', source: '出处', classStatus: '类别依据',
    catchments: '各设施服务范围', aboutCatchments: '限值内能到各设施的地方', served: '服务覆盖范围', aboutServed: '限值内能到任一设施的地方；达标与否按路网时间判定，不按范围', sharedSquareMetres: '与其他设施重叠（平方米）', sharedSettlements: '重叠的居民点', sharedPopulation: '重叠的人口',
    village: '村', proposedLimits: '名称后 * 为本项目建议的限值，° 为凭记忆，均非官方数据',
  },
  en: {
    settlements: 'Settlements', gaps: 'Gaps', facilities: 'Facilities', network: 'Walking network', snaps: 'Legs to the network', townships: 'Townships', services: 'Services of the checklist',
    aboutSettlements: 'A row for each settlement: status of every service, and minutes to the nearest facility', aboutGaps: 'A row for each settlement and service it lacks; a line leads to the nearest facility within the search', aboutFacilities: 'Where facilities are',
    aboutNetwork: 'Edges of the walking network; component 0 is the largest connected part', aboutSnaps: 'Straight legs from settlements and facilities to the network; none where the network is out of reach, or passes through', aboutTownships: 'Boundaries as given; else the convex hull of the settlements and 200 m around, to look at only: no administrative border', area: 'area', boundary: 'boundary as given', hull: 'around the settlements', aboutServices: 'Services of the checklist: limits, where these are from, results. See value_status for the limits: none is an official figure',
    overview: 'Basic services missing (required and pilot)', oneAtATime: 'Settlements (one view at a time)', nothingKnown: 'unknown: off the network, or no data', notAsked: 'not asked for there', missing: 'missing', lacksNone: 'none missing', statusOf: 'status', nearest: 'nearest',
    id: 'id', elderly: 'elderly', children: 'children', households: 'households', snapMetres: 'to the network (m)', table: 'table', unknownServices: 'services unknown', coveredServices: 'services covered',
    busStop: 'nearest bus stop', busStopMinutes: 'to the bus stop (min)', busLines: 'lines at the stop', busTrips: 'buses a day at the stop', busHub: 'to the interchange (min)',
    type: 'type', provides: 'also serves as', openToPublic: 'open to the public', capacity: 'capacity', areaSquareMetres: 'area (m²)', owner: 'owner', updated: 'date of the data', existing: 'existing', planned: 'planned', closed: 'closed',
    settlementId: 'settlement id', facilityLon: 'longitude of the facility', facilityLat: 'latitude of the facility',
    edge: 'edge', component: 'component', isIsland: 'island', lengthMetres: 'length (m)', direction: 'direction', both: 'both ways', forward: 'as drawn', backward: 'against the drawing', speedFactor: 'speed factor', lines: 'lines',
    mainNetwork: 'main network', otherNetwork: 'other parts', island: 'islands', layer: 'layer', ok: 'fine', far: 'over 100 m', unreached: 'out of reach', unlocated: 'no place', avoidedIsland: 'island passed over (m)', line: 'line',
    coveredSettlements: 'settlements covered', gapSettlements: 'settlements with a gap', unknownSettlements: 'settlements unknown', coveredPeople: 'people covered', gapPeople: 'people with a gap', unknownPeople: 'people unknown', checksUnknown: 'unknown (checks)', profile: 'people', adult: 'adults', elderlyProfile: 'elderly', source: 'source', classStatus: 'class from',
    catchments: 'Catchments of facilities', aboutCatchments: 'From where each facility is reached within the limit', served: 'Ground served', aboutServed: 'From where any facility of a service is reached within the limit; statuses are decided by times on the network, not by this ground', sharedSquareMetres: 'shared with others (m²)', sharedSettlements: 'settlements shared', sharedPopulation: 'people shared',
    village: 'village', proposedLimits: 'a name with * has a limit proposed by this project, with ° one from memory: neither is an official figure',
  },
} as const satisfies Record<Lang, Record<string, string>>;

/** The twelve tasks of the action plan, in short. */
export const TASK_NAMES = {
  zh: ['党群服务阵地', '居住需求', '便民商业', '就业创业', '公共空间', '文化体育', '绿色出行', '社区学习', '养老服务', '健康管理', '公共安全', '数字治理与服务'],
  en: ['Community hubs', 'Housing', 'Daily shopping', 'Jobs', 'Public space', 'Culture and sport', 'Green travel', 'Learning', 'Care for the elderly', 'Health', 'Public safety', 'Digital services'],
} as const satisfies Record<Lang, readonly string[]>;
