// Porter's stemmer with the later extensions that NLTK made and that ROUGE's tools use: a table of irregular words, -ies and -ied of
// short words, y after a consonant, -bli, -fulli and -logi.

const IRREGULAR = new Map([
  ['sky', 'sky'],
  ['skies', 'sky'],
  ['dying', 'die'],
  ['lying', 'lie'],
  ['tying', 'tie'],
  ['news', 'news'],
  ['innings', 'inning'],
  ['inning', 'inning'],
  ['outings', 'outing'],
  ['outing', 'outing'],
  ['cannings', 'canning'],
  ['canning', 'canning'],
  ['howe', 'howe'],
  ['proceed', 'proceed'],
  ['exceed', 'exceed'],
  ['succeed', 'succeed'],
]);

/** 'c' for each consonant and 'v' for each vowel; y is a vowel after a consonant. */
function pattern(stem: string): string {
  let kinds = '';
  for (let i = 0; i < stem.length; i++) {
    const vowel = stem[i] === 'y' ? kinds[i - 1] === 'c' : 'aeiou'.includes(stem[i]);
    kinds += vowel ? 'v' : 'c';
  }
  return kinds;
}

/** How often a vowel is followed by a consonant: the paper's m. */
const measure = (stem: string): number => pattern(stem).split('vc').length - 1;

const endsDouble = (stem: string): boolean =>
  stem.length > 1 && stem[stem.length - 1] === stem[stem.length - 2] && pattern(stem).endsWith('c');

/** Consonant, vowel, consonant other than w, x and y; or a word that is vowel and consonant. */
function endsShort(stem: string): boolean {
  const kinds = pattern(stem);
  return kinds === 'vc' || (kinds.endsWith('cvc') && !'wxy'.includes(stem[stem.length - 1]));
}

type Rule = readonly [suffix: string, replacement: string];

/** Applies the first rule whose suffix fits, if the stem before it passes. */
function replaceSuffix(
  word: string,
  rules: readonly Rule[],
  passes: (stem: string, suffix: string) => boolean,
): string {
  const rule = rules.find(([suffix]) => word.endsWith(suffix));
  if (!rule) return word;
  const [suffix, replacement] = rule;
  const stem = word.slice(0, word.length - suffix.length);
  return passes(stem, suffix) ? stem + replacement : word;
}

function plural(word: string): string {
  if (word.endsWith('ies')) return word.length === 4 ? word.slice(0, -1) : word.slice(0, -2);
  if (word.endsWith('sses')) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

function pastAndParticiple(word: string): string {
  if (word.endsWith('ied')) return word.length === 4 ? word.slice(0, -1) : word.slice(0, -2);
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const suffix = ['ed', 'ing'].find(
    (ending) => word.endsWith(ending) && pattern(word.slice(0, -ending.length)).includes('v'),
  );
  if (!suffix) return word;
  const stem = word.slice(0, -suffix.length);
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (endsDouble(stem)) return /[lsz]$/.test(stem) ? stem : stem.slice(0, -1);
  return measure(stem) === 1 && endsShort(stem) ? `${stem}e` : stem;
}

function finalY(word: string): string {
  const stem = word.slice(0, -1);
  return word.endsWith('y') && stem.length > 1 && pattern(stem).endsWith('c') ? `${stem}i` : word;
}

const DOUBLE_SUFFIXES: readonly Rule[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['bli', 'ble'],
  ['alli', 'al'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ization', 'ize'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
  ['fulli', 'ful'],
  ['logi', 'log'],
];

function doubleSuffix(word: string): string {
  if (word.endsWith('alli') && measure(word.slice(0, -4)) > 0) return doubleSuffix(word.slice(0, -2));
  // the l of -logi counts with the stem, so that geo- and theo- are long enough
  return replaceSuffix(word, DOUBLE_SUFFIXES, (stem, suffix) => measure(suffix === 'logi' ? `${stem}l` : stem) > 0);
}

const ADJECTIVE_SUFFIXES: readonly Rule[] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
];

const LAST_SUFFIXES: readonly Rule[] = [
  'al',
  'ance',
  'ence',
  'er',
  'ic',
  'able',
  'ible',
  'ant',
  'ement',
  'ment',
  'ent',
  'ion',
  'ou',
  'ism',
  'ate',
  'iti',
  'ous',
  'ive',
  'ize',
].map((suffix) => [suffix, ''] as const);

function finalE(word: string): string {
  const stem = word.slice(0, -1);
  const long = measure(stem);
  return word.endsWith('e') && (long > 1 || (long === 1 && !endsShort(stem))) ? stem : word;
}

/**
 * The stem of an English word in lower case.
 *
 * Reference: Porter, "An algorithm for suffix stripping" (1980).
 */
export function porterStem(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined || word.length <= 2) return irregular ?? word;
  let stem = doubleSuffix(finalY(pastAndParticiple(plural(word))));
  stem = replaceSuffix(stem, ADJECTIVE_SUFFIXES, (rest) => measure(rest) > 0);
  stem = replaceSuffix(
    stem,
    LAST_SUFFIXES,
    (rest, suffix) => measure(rest) > 1 && (suffix !== 'ion' || /[st]$/.test(rest)),
  );
  stem = finalE(stem);
  return stem.endsWith('ll') && measure(stem.slice(0, -1)) > 1 ? stem.slice(0, -1) : stem;
}
