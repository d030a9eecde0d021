/** Texts for tests, invented: a harbour's fire as an agency and as two outlets of their own tell it. */
import fc from 'fast-check'

export const agencyText = `PORT ARDEN, Aug 19 (Reuters) - A fire destroyed four warehouses in the harbour of Port Arden early on Wednesday and forced some 300 people from their homes, the fire service said, in the worst blaze the town has known for decades.

Flames were first seen shortly after two in the morning at a store for paints and solvents on the eastern quay. Wind from the sea drove them across two streets before ninety firefighters from five districts stopped them at the railway line.

Nobody was killed, but eleven people were treated for smoke, two of them firefighters. Schools on the eastern side of the town stayed closed and trains to the capital ended at Lower Arden for most of the day.

"We were lucky that the wind turned when it did, or we would be speaking of the whole eastern town by now," the chief of the fire service, Mara Lindqvist, told reporters at the quay.

The owner of the paint store, Ardenne Coatings, said that it was working with the police to find the cause and that its sprinklers had been inspected in May. The harbour handles a fifth of the country's timber.

(Reporting by Ada Brook; Editing by Jonas Hale)`

const paragraphs = agencyText.split('\n\n')
export const agencyLede = paragraphs[0] ?? ''

/** As an outlet of its own wrote it, with the same quote from the same press conference. */
export const ownText = `Hundreds of residents of Port Arden spent the night in a sports hall after burning solvents lit up the eastern quay. By breakfast four storehouses were ashes, and a smell of tar hung over the old fish market.

Teresa Nowak, who runs a bakery two streets from the water, said that she woke from the bang of drums bursting and carried her daughter down the stairs in her pyjamas. Her windows are gone; the oven, she says, still works.

"We were lucky that the wind turned when it did, or we would be speaking of the whole eastern town by now," Mara Lindqvist said at the quay. Her crews will stay until the weekend, because bales of timber keep smouldering below the rubble.

The mayor, who cut short a holiday, promised money for those who lost their flats and asked why paint may be stored beside houses at all. That question was put to the council three years ago, minutes show, and it was put off.`

export const japaneseText =
  '［東京 １９日 ロイター］ - 港町アーデンで１９日未明に倉庫四棟が全焼し、周辺の住民およそ三百人が避難した。消防によると、火は午前二時すぎに東埠頭の塗料倉庫から出て、海からの強い風にあおられて二つの通りを越えて燃え広がった。\n\n死者は出ていないが、消防隊員二人を含む十一人が煙を吸って手当てを受けた。町の東側の学校は休校となり、首都へ向かう列車は終日手前の駅で折り返した。'

const syllables = ['ba', 'de', 'fi', 'go', 'ku', 'la', 'me', 'ni', 'po', 'ru', 'sa', 'te', 'vi', 'zo']
const word = fc
  .array(fc.constantFrom(...syllables), { minLength: 2, maxLength: 4 })
  .map(parts => parts.join(''))
const sentence = fc.array(word, { minLength: 18, maxLength: 40 }).map(words => `${words.join(' ')}.`)

/** Paragraphs of invented words; no two texts share a shingle but by chance. */
export const invented = fc.array(sentence, { minLength: 2, maxLength: 8 })
