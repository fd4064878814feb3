/** What the page says around the data. */
export const says = {
  ko: {
    title: '내 정보',
    lead: '자리에 저장된 내 정보예요. 다른 사람의 정보는 들어 있지 않아요.',
    ...{ yes: '예', no: '아니요', made: '내려받은 일시:', without: '저장된 정보가 없는 항목' },
  },
  en: {
    title: 'Your data',
    lead: 'Everything Jari stores about you. Other people’s data is not included.',
    ...{ yes: 'Yes', no: 'No', made: 'Downloaded:', without: 'Nothing stored' },
  },
} as const

/** Readable on a phone, in the dark and on paper: where a table has no room, its rows stand as labels and values. */
export const pageStyle = `
:root { color-scheme: light dark }
body { margin: 0; font: 16px/1.6 system-ui, sans-serif; word-break: keep-all; overflow-wrap: anywhere }
main { max-width: 56rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { margin: 0 0 .5rem; font-size: 1.75rem }
h2 { margin: 2.5rem 0 .75rem; border-bottom: 2px solid; padding-bottom: .25rem; font-size: 1.25rem }
h3, h4, h5, h6 { margin: 1rem 0 .25rem; font-size: 1rem }
.soft, thead { color: color-mix(in srgb, currentColor 75%, transparent) }
dl { display: grid; grid-template-columns: minmax(7.5rem, 30%) 1fr; gap: .25rem 1rem; margin: 0 }
dt { font-weight: 600 } dd { margin: 0 }
article { border: 1px solid #8886; border-radius: .75rem; padding: 1rem; margin: .75rem 0 }
article article { border-width: 0 0 0 3px; border-radius: 0; padding: 0 0 0 .75rem }
table { border-collapse: collapse; width: 100%; font-size: .9375rem }
th, td { text-align: left; vertical-align: top; padding: .4rem 1rem .4rem 0; border-bottom: 1px solid #8886 }
th { white-space: nowrap }
.without { columns: 14rem; margin: 0; padding-left: 1.25rem }
@media screen and (max-width: 44rem) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  table, tbody, tr, td { display: block }
  tr { border: 1px solid #8886; border-radius: .75rem; padding: .75rem 1rem; margin: .75rem 0 }
  td { display: grid; grid-template-columns: minmax(7.5rem, 30%) 1fr; gap: 1rem; padding: .125rem 0; border: 0 }
  td::before { content: attr(data-label); font-weight: 600 }
  td.blank { display: none }
}
@media print { article, tr { break-inside: avoid } h2 { break-after: avoid } body { font-size: 11pt } }
`
