/**
 * Names of time zones, by their area, that were given up for others and that Debian keeps in a package of its own since its release 13:
 * https://packages.debian.org/trixie/all/tzdata-legacy/filelist
 */
const legacy: Readonly<Record<string, string>> = {
  '': 'CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROC ROK Singapore Turkey UCT Universal W-SU WET Zulu',
  Africa: 'Asmera',
  America: 'Buenos_Aires Catamarca Cordoba Fort_Wayne Godthab Indianapolis Jujuy Knox_IN Louisville Mendoza Rosario',
  'America/Argentina': 'ComodRivadavia',
  Antarctica: 'South_Pole',
  Asia: 'Ashkhabad Calcutta Choibalsan Chungking Dacca Katmandu Macao Rangoon Saigon Thimbu Ujung_Pandang Ulan_Bator',
  Atlantic: 'Faeroe',
  Australia: 'ACT LHI NSW North Queensland South Tasmania Victoria West',
  Brazil: 'Acre DeNoronha East West',
  Canada: 'Atlantic Central Eastern Mountain Newfoundland Pacific Saskatchewan Yukon',
  Chile: 'Continental EasterIsland',
  Europe: 'Kiev Uzhgorod Zaporozhye',
  Mexico: 'BajaNorte BajaSur General',
  Pacific: 'Enderbury Ponape Truk',
  US: 'Alaska Aleutian Arizona Central East-Indiana Eastern Hawaii Indiana-Starke Michigan Mountain Pacific Samoa',
};

const names: ReadonlySet<string> = new Set(
  Object.entries(legacy).flatMap(([area, all]) =>
    all.split(' ').map((name) => (area === '' ? name : `${area}/${name}`)),
  ),
);

/** Whether a time zone is one of an old name, such as US/Eastern, CET or Asia/Calcutta. */
export function isLegacyTimeZone(name: string): boolean {
  return names.has(name);
}
