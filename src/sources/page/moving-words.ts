/** The words of what moves on every page by itself, in the languages of the larger newsrooms. */

const units =
  'seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|[smhd]|sekunden?|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?|secondes?|heures?|jours?|semaines?|mois|ans?|segundos?|minutos?|horas?|d[ií]as?|semanas?|meses|años?|secondi|minut[io]|or[ae]|giorn[io]|settiman[ae]|uur|dagen|weken|maanden'
const amount = String.raw`(?:\d{1,4}|an?|one|a few|ein\p{L}{0,2}|une?|una?)`
/** How long ago something was, in the words of some languages; numbers that count readers, not events. */
const moving = [
  String.raw`(?:about |over |almost )?${amount} ?(?:${units})(?:,? (?:and )?\d{1,4} ?(?:${units}))? (?:ago|geleden|atrás|fa)`,
  `(?:vor|il y a|hace|há) ${amount} ?(?:${units})`,
  String.raw`\d{1,4} ?(?:秒|分|分钟|分鐘|小时|小時|時間|天|日|週間|周|か月|个月) ?(?:前|以前)`,
  'just now|moments? ago|gerade eben|à l’instant|ahora mismo|adesso',
  String.raw`\d[\d.,]{0,12} ?[km]? (?:comments?|replies|reactions?|shares?|likes?|views?|followers?|readers?|watching|min(?:utes?)? read|kommentare?|aufrufe|commentaires?|partages?|vues|comentarios?|comentários?|commenti|reacties)`,
]
/** Finds every such part of a text; case does not matter. */
export const movingPart = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${moving.join('|')})(?![\p{L}\p{N}])`,
  'giu',
)
const months =
  'jan(?:uary?|uar|vier)?|feb(?:ruary?|ruar)?|février|mar(?:ch|s|zo)?|märz|apr(?:il|ile)?|avril|abril|ma[iy]o?|june?|juni|juin|junio|july?|juli|juillet|julio|aug(?:ust)?|août|agosto|sep(?:t(?:ember)?)?|septembre|septiembre|o[ck]t(?:ober)?|octobre|octubre|nov(?:ember|embre|iembre)?|de[cz](?:ember)?|décembre|diciembre'
/** What dates, clocks and the words around them are made of; in small letters. */
export const dateWord = new RegExp(
  String.raw`^(?:\d+|\d+(?:st|nd|rd|th|h)|[ap]m|a|p|m|utc|gmt|z|[ecmp][sd]t|ces?t|bst|ist|jst|updated?|published|posted|last|modified|at|on|live|aktualisiert|zuletzt|stand|uhr|publié|mis|jour|actualizado|aggiornato|le|à|il|el|de|den|der|am|um|${months}|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)$`,
  'u',
)
