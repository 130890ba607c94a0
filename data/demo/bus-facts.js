/** What a run must find of the buses: settlements, facilities and stops that chance has drawn, by their names. */

/** @type {import('./exhibits.js').Fact[]} */
export const BUS_FACTS = [
  {
    settlement: '中沙村中心组', service: 'wet_market', status: 'covered', facility: '晴沙海棠路菜市场', minutes: [9.9, 10.5], mode: 'walk+bus', line: 'L6', stops: ['中沙村南站', '晴沙镇东站'], busStop: '中沙村南站', tripsPerDay: 302,
    why: 'The trunk line every 6 minutes: 2 minutes on foot, 4 of waiting and 4.3 of riding. On foot alone it is 35 minutes.',
  },
  {
    settlement: '横河村5组', service: 'community_health_center', status: 'covered', facility: '鹭汀镇社区卫生服务中心', minutes: [12.4, 13], mode: 'walk+bus', line: 'L7', stops: ['横河村中站', '鹭汀镇北站'], busStop: '横河村中站', tripsPerDay: 196,
    why: 'The feeder every 8 minutes: 4.2 minutes on foot, 5 of waiting and 3.5 of riding. On foot alone it is 31 minutes.',
  },
  {
    settlement: '海晏村中心组', service: 'wet_market', status: 'covered', facility: '海晏村生鲜超市', minutes: [5.3, 5.8], mode: 'walk', busStop: '海晏村东站', tripsPerDay: 151,
    why: 'The trunk line begins 2.3 minutes away; with the wait of 4 that alone is more than the 5.6 on foot.',
  },
  {
    settlement: '西湾村顾家宅', service: 'junior_middle_school', status: 'gap', severity: 'pilot', facility: '鹭汀镇初级中学', minutes: [22.4, 23.1], mode: 'walk+bus', line: 'L1', stops: ['西湾村站', '鹭汀镇东站'],
    why: 'Riding and walking take 11.8 minutes, but the line comes every 20: with a wait of 11 it is too seldom.',
  },
  {
    settlement: '北港村朱家宅', service: 'bus_stop', status: 'covered', facility: '北港村站', minutes: [1.7, 2.1], mode: 'walk', busStop: '北港村站', tripsPerDay: 3,
    why: 'The stop is 2 minutes away, but at the end of a line with three buses a day: a stop, and yet not one of 8 departures.',
  },
  {
    settlement: '沙头村3组', service: 'bus_stop', status: 'covered', facility: '沙头村东站', minutes: [2.7, 3.1], mode: 'walk', busStop: '沙头村东站', tripsPerDay: 9,
    why: 'Nine buses a day, all of them to the early market: the last leaves at 07:20, before people set out, so that nobody is given a ride.',
  },
  { settlement: 'islet1', service: 'bus_stop', status: 'gap', severity: 'pilot', mode: null, busStop: null, why: 'No bus on the islet, and no way to one.' },
  { settlement: 'offNetwork', service: 'bus_stop', status: 'unknown', reason: 'settlement-not-on-network', mode: null, busStop: null, why: 'Nor is a stop in reach of a place off the network.' },
];
