/** Rhymes of Vietnamese without their tone, as they are spelt behind an onset. */
const rhymes =
  'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu'.split(
    ' ',
  );

/** Grave, acute, hook, tilde, dot below; the level tone has no mark. */
const tones = ['\u0300', '\u0301', '\u0309', '\u0303', '\u0323'];

/** Syllables ending in a stop bear the acute or the dot only. */
const stopTones = ['\u0301', '\u0323'];

/** Every rhyme with every tone it can bear, by its spelling. */
const tonedRhymes: ReadonlyMap<string, string> = new Map(
  rhymes.flatMap((rhyme) => {
    const isStopped = /(?:c|ch|p|t)$/u.test(rhyme);
    const toned = (isStopped ? stopTones : tones).flatMap((tone) =>
      tonePlaces(rhyme).map((place): [string, string] => [
        (rhyme.slice(0, place + 1) + tone + rhyme.slice(place + 1)).normalize('NFC'),
        rhyme,
      ]),
    );
    return isStopped ? toned : [[rhyme, rhyme], ...toned];
  }),
);

/** Where the tone of a rhyme stands; two places for oa, oe, uy, which offices write either way. */
function tonePlaces(rhyme: string): readonly number[] {
  const marked = rhyme.search(/[ăâêôơ](?!.*[ăâêôơ])/u);
  if (marked !== -1) return [marked];
  if (/^(?:oa|oe|uy)$/u.test(rhyme)) return [0, 1];
  return [/^(?:o[ae]|uy|oo)./u.test(rhyme) ? 1 : 0];
}

const syllable = /^(ngh|ng|nh|gh|gi|kh|ch|ph|qu|th|tr|[bcdđghklmnprstvx]|)(.+)$/u;

/**
 * Whether a word is spelt as one Vietnamese syllable can be: onset, rhyme and tone fit, the tone on its own vowel.
 * All small, all capital or with a capital at its head; a capital in the midst of small letters is no spelling.
 */
export function isSyllable(word: string): boolean {
  if (!/^(?:\p{Lu}?\p{Ll}*|\p{Lu}+)$/u.test(word)) return false;
  const lower = word.toLowerCase();
  const [, onset = '', rest = ''] = syllable.exec(lower) ?? [];
  if (fits(onset, tonedRhymes.get(rest))) return true;
  // "gin", "quyt": the second letter of the onset is the vowel as well.
  return /^(?:gi|qu)$/u.test(onset) && fits(onset.charAt(0), tonedRhymes.get(onset.charAt(1) + rest));
}

/** Spelling rules between onset and vowel: k, gh, ngh before e, ê, i; c, g, ng before the others; y behind few. */
function fits(onset: string, rhyme: string | undefined): boolean {
  if (rhyme === undefined) return false;
  const isFront = /^[eêiy]/u.test(rhyme);
  switch (onset) {
    case 'k':
      return isFront;
    case 'gh':
    case 'ngh':
      return /^[eêi]/u.test(rhyme);
    case 'c':
      return !isFront;
    case 'ng':
      return !/^[eêiy]/u.test(rhyme);
    case 'g':
      return !/^[eêy]/u.test(rhyme);
    case 'qu':
      return /^(?:[aăâeê]|ơ|i$|it$|y|ôc)/u.test(rhyme);
    case 'gi':
      return !/^[iy]/u.test(rhyme);
    case 'q':
      return /^u(?!a)/u.test(rhyme);
    case '':
      return !/^iê/u.test(rhyme);
    default:
      if (rhyme.startsWith('yê')) return false;
      return rhyme !== 'y' || /^[hklmstv]$/u.test(onset);
  }
}
