import type { LeaveText } from '../leave-text.ts'
import { counted, type Forms, isolated } from './grammar.ts'

const hourForms: Forms = {
  zero: '# ساعة',
  one: 'ساعة واحدة',
  two: 'ساعتين',
  few: '# ساعات',
  many: '# ساعة',
  other: '# ساعة',
}

export const leave: LeaveText = {
  undo: {
    hint: hours => `ضغطت سهوًا؟ خلال ${counted(hours, hourForms)} تعيد ضغطة واحدة كل شيء كما كان.`,
    button: 'تراجع: واصلوا إرسال التنبيهات إليّ',
  },
  back: name => ({
    title: 'عاد اشتراكك',
    paragraphs: [`تواصل خدمة ${isolated(name)} إرسال التنبيهات إليك كما من قبل تمامًا.`],
  }),
  why: {
    heading: 'لماذا ألغيت اشتراكك؟',
    hint: 'إن شئت فقط، وبضغطة واحدة. نحصي ضغطات كل يوم، ولا نحتفظ بهوية من ضغط.',
    reasons: {
      'too-many': 'رسائل كثيرة جدًا',
      'not-what-i-wanted': 'ليس ما أردته',
      'too-late': 'تأخّر الوصول',
      'no-longer-interested': 'لم أعد مهتمًا',
      'something-else': 'سبب آخر',
    },
    thanks: 'شكرًا لك. هذا يساعدنا على التحسّن.',
  },
  mail: {
    button: 'أرسلوا إليّ رسالة أخيرة للتأكيد',
    hint: 'إن لم تطلبها، فلن تصلك منا أي رسالة بعد الآن.',
    done: 'الرسالة الأخيرة في طريقها إليك.',
  },
  expired: {
    title: 'أُلغي اشتراكك',
    paragraphs: ['مضى وقت على ذلك، ولم يعد في هذه الصفحة ما يمكن التراجع عنه.'],
  },
  unknown: {
    title: 'لا نعرف هذه الصفحة',
    paragraphs: ['رابط إلغاء الاشتراك في أي من رسائلنا صالح، حتى في رسالة قديمة.'],
  },
  lastMail: ({ who, site }) => ({
    subject: 'أُلغي اشتراكك',
    text: `طلبت من خدمة ${isolated(who)} رسالة للتأكيد: لقد أُلغي اشتراكك، وهذه هي الرسالة الأخيرة.

نرحب بعودتك في أي وقت:

${site}
`,
  }),
}
