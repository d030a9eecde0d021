import type { ReasonsText } from '../reasons-text.ts'
import { counted, dateLanguage, type Forms, isolated, lastDays, listed, number } from './grammar.ts'

/** Behind `نحو`. */
const mails: Forms = {
  zero: '# رسالة',
  one: 'رسالة واحدة',
  two: 'رسالتين',
  few: '# رسائل',
  many: '# رسالة',
  other: '# رسالة',
}
/** Behind `و`, after what was asked for. */
const moreWords: Forms = {
  zero: 'غيرها من كلمات متابعتك',
  one: 'عبارة أخرى من كلمات متابعتك',
  two: 'عبارتين أخريين من كلمات متابعتك',
  few: '# عبارات أخرى من كلمات متابعتك',
  many: '# عبارة أخرى من كلمات متابعتك',
  other: '# عبارة أخرى من كلمات متابعتك',
}
const quoted = (found: string): string => `«${isolated(found)}»`

export const reasons: ReasonsText = {
  because: {
    everything: 'لأنك اشتركت في جميع التنبيهات',
    everyone: 'لأن هذا التنبيه موجّه إلى الجميع، أيًّا كانت مواضيعهم',
    topics: names => `لأنك طلبت: ${listed(names)}`,
    watch: ({ expressions, more }) =>
      more > 0
        ? `لأنك طلبت: ${listed(expressions)}، و${counted(more, moreWords)}`
        : `لأنك طلبت: ${listed(expressions)}`,
    story: 'لأنك لم تطلب سوى هذه القصة',
    follows: {
      update: 'لأنك تلقّيت التنبيه الذي يتابعه هذا التنبيه',
      correction: 'لأنك تلقّيت التنبيه الذي يصحّحه هذا التنبيه',
      retraction: 'لأنك تلقّيت التنبيه الذي يسحبه هذا التنبيه',
    },
  },
  came: because => `وصلك ${because}.`,
  obstacle: {
    paused: ({ until, timeZone }) => {
      const when = new Intl.DateTimeFormat(dateLanguage, { dateStyle: 'long', timeStyle: 'short', timeZone })
      return `أوقفت التنبيهات مؤقتًا حتى ${when.format(until)}.`
    },
    otherStory: 'لم تطلب سوى قصة أخرى.',
    muted: 'كتمت هذه القصة.',
    priority: least =>
      least === 'flash'
        ? 'كان أقل إلحاحًا مما تريد: طلبت «عاجل جدًا» فقط.'
        : 'كان أقل إلحاحًا مما تريد: طلبت «عاجل جدًا» و«عاجل».',
    less: names => `طلبت تقليل: ${listed(names)}.`,
    noMatch: 'لم يكن فيه أي من مواضيعك ولا من كلمات متابعتك.',
  },
  howOften: {
    aDay: ({ mails: count, days }) => `نحو ${counted(count, mails)} في اليوم، بحسب ${lastDays(days)}`,
    aWeek: ({ mails: count, days }) => `نحو ${counted(count, mails)} في الأسبوع، بحسب ${lastDays(days)}`,
    aMonth: ({ mails: count, days }) => `نحو ${counted(count, mails)} في الشهر، بحسب ${lastDays(days)}`,
    lessThanMonthly: ({ days }) => `أقل من رسالة واحدة في الشهر، بحسب ${lastDays(days)}`,
    never: ({ days }) => `لا شيء خلال ${lastDays(days)}`,
    soFar: ({ mails: count, days }) => `${counted(count, mails)} خلال ${lastDays(days)}`,
    nobodyKnows: 'غير معروف بعد، إذ لم يُرسل أي تنبيه حتى الآن',
  },
  watchProblem: {
    empty: 'اكتب كلمة لمتابعتها.',
    tooLong: most =>
      `هذا أطول من الحد الأقصى، وهو ${number.format(most)} من الأحرف. اجعلها عبارتين: فكل عبارة متابعة تعمل وحدها.`,
    tooDeep: 'أقواس داخل أقواس داخل أقواس، أكثر مما يمكننا قراءته. اجعلها عبارتين.',
    noWord: found => `لا توجد كلمة في ${quoted(found)}. اكتب كلمة أو احذفه.`,
    openQuote: found =>
      `علامة الاقتباس قبل ${quoted(found.slice(1))} ليس لها ما يغلقها. أضفها حيث تنتهي العبارة.`,
    openBracket: 'فُتح قوس ولم يُغلق. أضف قوس الإغلاق أو احذف القوس الأول.',
    closeBracket: 'أُغلق قوس لم يُفتح. احذفه أو أضف قوس الفتح قبله.',
    nothingBefore: found => `لا شيء قبل ${quoted(found)}. اكتب كلمة قبله أو احذفه.`,
    nothingAfter: found => `لا شيء بعد ${quoted(found)}. اكتب كلمة بعده أو احذفه.`,
    nearNeedsWords: `تقع ${isolated('NEAR')} بين كلمات أو «عبارات» أو أسماء مسبوقة بعلامة ~ أو خيارات منها: ${isolated('حريق NEAR (مدرسة OR روضة)')}.`,
    nearNumber: most =>
      `يأتي بعد ${isolated('NEAR/')} عدد من 1 إلى ${number.format(most)}: ${isolated('حريق NEAR/5 مدرسة')}.`,
    onlyExcludes: `هذا لا يذكر إلا ما لا تريده، فيصلك كل شيء تقريبًا. اذكر أيضًا ما تريده: ${isolated('زلزال NOT فيلم')}.`,
    contradiction: 'هذا يطلب كلمة ويستبعدها، فلا يمكن أن يصلك شيء أبدًا.',
  },
}
