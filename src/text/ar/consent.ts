import type { ConsentText } from '../consent-text.ts'
import { counted, days as dayForms, isolated } from './grammar.ts'

export const consent: ConsentText = {
  wording: {
    version: 'ar-1',
    alerts:
      'أرسلوا إليّ تنبيهات الأخبار العاجلة بالبريد الإلكتروني. ويمكنني إلغاء الاشتراك في أي وقت بضغطة واحدة.',
    marketing: 'أرسلوا إليّ أيضًا من حين إلى آخر رسائل عن هذه الخدمة وعروضها.',
  },
  noticeVersion: 'ar-1',
  confirmation: ({ who, link, notMeLink, days }) => ({
    subject: 'يُرجى تأكيد عنوانك',
    text: `طلب أحدهم، ونرجو أن تكون أنت، تنبيهات الأخبار العاجلة من ${isolated(who)} على هذا العنوان.

لتصلك التنبيهات، افتح هذه الصفحة واضغط الزر الذي فيها:

${link}

الرابط صالح لمدة ${counted(days, dayForms)}.

لم تطلبها أنت؟ لا تفعل شيئًا: فمن دون ضغط ذلك الزر لن يصلك أي تنبيه. أو افتح هذه الصفحة، فلا نراسلك بعدها أبدًا:

${notMeLink}
`,
  }),
  alreadySubscribed: ({ who, preferencesLink }) => ({
    subject: 'هذه التنبيهات تصلك بالفعل',
    text: `طلب أحدهم، ونرجو أن تكون أنت، تنبيهات الأخبار العاجلة من ${isolated(who)} على هذا العنوان.

هذه التنبيهات تصلك بالفعل، ولا يلزمك فعل شيء. أما ما يصلك وكم يصلك منه فتختاره هنا:

${preferencesLink}

وفي كل تنبيه رابط لإلغاء الاشتراك.
`,
  }),
  alreadySubscribedTopics: ({ who, link, preferencesLink }) => ({
    subject: 'التنبيهات تصلك بالفعل',
    text: `طلب أحدهم، ونرجو أن تكون أنت، تنبيهات من ${isolated(who)} عن مواضيع معيّنة على هذا العنوان.

التنبيهات تصلك بالفعل. ولإضافة هذه المواضيع، افتح هذه الصفحة واضغط الزر الذي فيها:

${link}

أما ما يصلك وكم يصلك منه فتختاره هنا:

${preferencesLink}

وفي كل تنبيه رابط لإلغاء الاشتراك.
`,
  }),
}
