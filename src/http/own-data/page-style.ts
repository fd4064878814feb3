/** What the page says around the data. */
export const says = {
  ko: {
    title: '내 정보',
    lead: '자리에 저장된 내 정보예요. 다른 분의 정보는 들어 있지 않아요.',
    ...{ none: '없어요.', yes: '예', no: '아니요', made: '만든 때:' },
  },
  en: {
    title: 'Your data',
    lead: 'What Jari keeps about you. It contains nothing of anybody else.',
    ...{ none: 'Nothing.', yes: 'Yes', no: 'No', made: 'Made:' },
  },
} as const

/** Readable on a phone, in the dark and on paper. */
export const pageStyle = `
:root { color-scheme: light dark }
body { margin: 0; font: 16px/1.6 system-ui, sans-serif; word-break: keep-all; overflow-wrap: anywhere }
main { max-width: 56rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { margin: 0 0 .5rem } h2 { margin: 2.5rem 0 .75rem; border-bottom: 2px solid; padding-bottom: .25rem }
h3, h4, h5, h6 { margin: 1rem 0 .25rem; font-size: 1rem }
.soft { opacity: .75 }
dl { display: grid; grid-template-columns: minmax(7rem, 30%) 1fr; gap: .25rem 1rem; margin: 0 }
dt { font-weight: 600 } dd { margin: 0 }
article { border: 1px solid #8886; border-radius: .75rem; padding: 1rem; margin: .75rem 0 }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #8886 }
@media print { article, tr { break-inside: avoid } .wide { overflow: visible } body { font-size: 11pt } }
`
