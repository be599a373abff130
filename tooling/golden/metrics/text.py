"""Golden values of the text metrics: BLEU and chrF from sacreBLEU, ROUGE, error rates and answers from torchmetrics, stems from NLTK."""
import random

import nltk
import numpy as np
import sacrebleu
import torchmetrics
from nltk.stem.porter import PorterStemmer
from sacrebleu.metrics import BLEU, CHRF
from torchmetrics.functional.text import char_error_rate, rouge, rouge_score, squad, word_error_rate

from golden import write

random.seed(31)
rouge._split_sentence = lambda text: [line for line in text.split('\n') if line]  # sentences are lines, as in rouge-score

ENGLISH = [
    ['The quick brown fox jumps over the lazy dog.', 'A quick brown fox jumped over a lazy dog.'],
    ['It costs $3.50 - or 1,000 yen - at "Joe\'s".', 'At Joe\'s it costs $3.50, i.e. 1,000 yen.'],
    ['He said: &quot;2 &lt; 3 &amp; 4&quot; in 1990-2000.', 'He said "2 < 3 & 4" in 1990-2000.'],
    ['<skipped>well-\nknown facts\nand state-of-the-art (2021) results!', 'Well-known facts and state-of-the-art results in 2021.'],
    ['Hello', 'Hello there'],
    ['the the the the the', 'the cat is on the mat'],
    ['a completely different sentence', 'nothing in common here at all'],
    ['', 'an empty prediction'],
    ['Ünïcödé naïve café — “quoted” … 100%\u00a0sure', 'Unicode naive café — “quoted” … 100% sure\u3000'],
    ['100,000.5 is bigger than .5, right?', '100,000.5 is larger than 0.5, right?'],
    ['sums: 1+1=2; x_y^z ~ {a|b} [c] \\ / @', 'sums: 1+1=2; x_y^z {a|b} [c] / @'],
    ['İstanbul ΣΑΣ straße', 'istanbul σας STRASSE'],
]
CHINESE = [
    ['我今天去了北京,很开心。', '今天我去北京,非常开心!'],
    ['价格是100.5元(约15美元)', '价格为 100.5 元,约合15美元'],
    ['你好 world “引号” 𠀀字 ☃ ⺀ ⾀ ﹏', '你好 World “引号” 𠀁字 ☃ ⾀'],
]


def scramble(text, rate):
    words = text.split(' ')
    return ' '.join(random.choice(words) if random.random() < rate else w for w in words)


def corpus(pairs, second):
    predictions = [a for a, _ in pairs]
    references = [[b, scramble(b, 0.3)] if second else [b] for _, b in pairs]
    streams = [list(stream) for stream in zip(*references)]
    entry = {'predictions': predictions, 'references': references, 'bleu': [], 'sentences': [], 'chrf': []}
    for options in [{}, {'tokenize': 'intl'}, {'tokenize': 'zh'}, {'tokenize': 'char'}, {'tokenize': 'none', 'force': True},
                    {'lowercase': True}, {'smooth_method': 'floor'}, {'smooth_method': 'floor', 'smooth_value': 0.4},
                    {'smooth_method': 'add-k'}, {'smooth_method': 'add-k', 'smooth_value': 0.5}, {'smooth_method': 'none'},
                    {'max_ngram_order': 2}, {'max_ngram_order': 6, 'effective_order': True}]:
        score = BLEU(**options).corpus_score(predictions, streams)
        entry['bleu'].append({'options': {k: v for k, v in options.items() if k != 'force'}, 'score': score.score,
                              'precisions': score.precisions, 'bp': score.bp, 'sys': score.sys_len, 'ref': score.ref_len})
    for options in [{}, {'tokenize': 'char'}, {'smooth_method': 'floor'}, {'smooth_method': 'add-k'}, {'smooth_method': 'none'}]:
        scorer = BLEU(effective_order=True, **options)
        entry['sentences'].append({'options': options, 'scores': [
            scorer.sentence_score(p, r).score for p, r in zip(predictions, references)]})
    for options in [{}, {'word_order': 2}, {'char_order': 3, 'beta': 1}, {'lowercase': True}, {'whitespace': True}]:
        scorer = CHRF(**options)
        entry['chrf'].append({'options': options, 'score': scorer.corpus_score(predictions, streams).score,
                              'scores': [scorer.sentence_score(p, r).score for p, r in zip(predictions, references)]})
    return entry


SUMMARIES = [
    ['The cat sat on the mat.\nIt was happy there.', 'A cat was sitting on the mat.\nIt looked happy.'],
    ['police killed the gunman', 'the gunman was killed by police.\npolice ended the siege'],
    ['one two three four five', 'one three two five four one'],
    ['relational databases were formalized\nin the seventies by computer scientists', 'computer science formalised relations\nin databases'],
    ['no overlap', 'whatsoever there'],
    ['x', 'x'],
    ['', 'empty prediction'],
]
stems = """caress ponies ties cats feed agreed plastered bled motoring sing conflated troubled sized hopping tanned falling hissing
fizzed failing filing happy sky relational conditional rational valenci hesitanci digitizer conformabli radicalli differentli vileli
analogousli vietnamization predication operator feudalism decisiveness hopefulness callousness formaliti sensitiviti sensibiliti
triplicate formative formalize electriciti electrical hopeful goodness revival allowance inference airliner gyroscopic adjustable
defensible irritant replacement adjustment dependent adoption homologou communism activate angulariti homologous effective bowdlerize
probate rate cease controll roll skies dying lying tying news innings outings cannings howe proceed exceed succeed dies died flies
spied tried enjoy enjoyment spy fly try archaeology geology theology psychologically beautifully fully usefully actually generally
yyyy syzygy toy by is as us it ion nation lions abolition possibly ably wobbly oed owed using bed red being agreeing seed seeing
a1s 2000s 3rd electricity nationalization generalizations oscillators analyses analysis matrices running runner ran easily""".split()

write('metrics', 'text', {
    'corpora': [corpus(ENGLISH, False), corpus(ENGLISH, True), corpus(CHINESE, False), corpus([['', 'x']], False)],
    'rouge': {
        'predictions': [a for a, _ in SUMMARIES], 'references': [b for _, b in SUMMARIES],
        **{name: {key: float(value) for key, value in rouge_score(
            [a for a, _ in SUMMARIES], [b for _, b in SUMMARIES], use_stemmer=stem).items()}
           for name, stem in (('plain', False), ('stemmed', True))},
    },
    'errors': [{'predictions': [a for a, _ in pairs], 'references': [b for _, b in pairs],
                'words': word_error_rate([a for a, _ in pairs], [b for _, b in pairs]),
                'characters': char_error_rate([a for a, _ in pairs], [b for _, b in pairs])}
               for pairs in (ENGLISH, CHINESE)],
    'answers': {
        'predictions': (answers := ['The Eiffel Tower!', 'in the old town hall', 'a an the', '', '1990-2000', 'blue, green']),
        'references': (truth := [['Eiffel tower', 'tower'], ['the old town', 'town hall'], [''], ['something'], ['19902000'],
                                 ['green and blue blue']]),
        **{key: float(value) / 100 for key, value in squad(
            [{'prediction_text': a, 'id': str(i)} for i, a in enumerate(answers)],
            [{'answers': {'answer_start': [0], 'text': t}, 'id': str(i)} for i, t in enumerate(truth)]).items()},
    },
    'stems': {word: PorterStemmer().stem(word) for word in stems},
}, libraries=[sacrebleu, torchmetrics, nltk, np])
