import type { TopicsText } from '../topics-text.ts'
import { counted, days as dayForms, isolated, listed } from './grammar.ts'

export const topics: TopicsText = {
  title: 'المواضيع والأماكن',
  lead: name => `ما يمكنك طلبه من ${isolated(name)} بدلًا من جميع التنبيهات. ولكل منها صفحة للاشتراك.`,
  topics: 'المواضيع',
  places: 'الأماكن',
  none: 'ليس هناك ما يُختار منه: كل تنبيه يُرسل إلى جميع المشتركين.',
  link: 'موضوع أو مكان واحد فقط؟ اشترك فيه وحده',
  asked: names => `بهذا تشترك في: ${listed(names)}، وفي التنبيهات القليلة الموجّهة إلى الجميع.`,
  ofAlert: 'المواضيع',
  page: {
    title: ({ topic, name }) => `${isolated(topic)}: أخبار بالبريد الإلكتروني من ${isolated(name)}`,
    often: 'كم مرة',
    howOften: often => `المعدّل مع ما يُرسل إلى الجميع: ${often}.`,
    form: topic =>
      `من يشترك هنا تصله تنبيهات عن «${isolated(topic)}»، والتنبيهات القليلة الموجّهة إلى الجميع. ويمكن تغيير ذلك في أي وقت عبر رابط في كل رسالة.`,
    latest: 'أحدث تنبيه، كما وصل بالبريد',
    nothingYet: `لم يكن أي تنبيه خلال آخر ${counted(60, dayForms)} عن هذا الموضوع. وسيظهر التنبيه المقبل هنا.`,
    others: 'مواضيع وأماكن أخرى',
    all: 'جميع المواضيع والأماكن',
    everything: 'جميع التنبيهات، أيًّا كان موضوعها',
  },
  retired: topic => ({
    title: `لم يعد «${isolated(topic)}» متاحًا`,
    paragraphs: ['من اشترك فيه سابقًا يظل يصله. ولا يمكن لغيره الاشتراك فيه وحده بعد الآن.'],
  }),
}
