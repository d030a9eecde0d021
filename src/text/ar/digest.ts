import type { DigestText } from '../digest-text.ts'
import { alerts as alertForms, counted, dateLanguage, type Forms, isolated } from './grammar.ts'

const more: Forms = {
  zero: 'لا تنبيهات أخرى',
  one: 'تنبيه آخر',
  two: 'تنبيهان آخران',
  few: '# تنبيهات أخرى',
  many: '# تنبيهًا آخر',
  other: '# تنبيه آخر',
}

/** With the preposition: "for 3 more". */
const forMore: Forms = {
  zero: 'لتنبيهات أخرى',
  one: 'لتنبيه آخر',
  two: 'لتنبيهين آخرين',
  few: 'لـ# تنبيهات أخرى',
  many: 'لـ# تنبيهًا آخر',
  other: 'لـ# تنبيه آخر',
}

export const digest: DigestText = {
  dateLanguage,
  subject: ({ alerts, first }) =>
    alerts === 1 ? `الموجز: ${first}` : `الموجز: ${isolated(first)} – و${counted(alerts - 1, more)}`,
  kicker: 'الموجز',
  headline: ({ alerts }) => `${counted(alerts, alertForms)} منذ موجزك السابق`,
  lead: 'ما أجّلته حدودك وساعات الهدوء، والأكثر إلحاحًا أولًا.',
  corrected: 'صُحّح لاحقًا',
  whatWasWrong: words => `الخطأ في نصنا الأول: ${isolated(words)}`,
  said: ({ source, when }) =>
    when === null ? `المصدر: ${isolated(source)}` : `المصدر: ${isolated(source)}، ${when}`,
  sent: ({ when }) => `أُرسل أول مرة: ${when}`,
  read: ({ host }) => `اقرأ التنبيه وتحديثاته وتصحيحاته على ${isolated(host)}`,
  more: ({ alerts }) => `لم تتسع هذه الرسالة ${counted(alerts, forMore)}.`,
  all: 'جميع التنبيهات',
  why: 'تصلك هذه الرسالة لأنك طلبت حدودًا أو ساعات هدوء: وفيها ما أجّلته.',
  choices: 'غيّر ما يصلك ومتى يصلك',
}
