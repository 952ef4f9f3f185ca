import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { visit } from '../fixtures/alive'
import type { Room } from '../fixtures/site'
import { toasts } from './toasts'

/** Inviting a list of people, and what becomes of it. */
export function inviteManyPage(page: Page) {
  const main = page.getByRole('main')
  const rows = main.getByRole('region', { name: /^[\d,]+ (person|people)$/ })
  const results = main.getByRole('region', { name: 'Result of each row' })
  const find = {
    addresses: page.getByLabel('Addresses'),
    file: page.getByLabel('Or a file'),
    read: page.getByRole('button', { name: 'Look them over' }),
    rowsTitle: main.getByRole('heading', { level: 2, name: /^[\d,]+ (person|people)$/ }),
    rows: rows.getByRole('listitem'),
    advice: rows.getByRole('status'),
    view: rows.getByLabel('Show'),
    removeWrong: page.getByRole('button', { name: /^Remove (this row|these [\d,]+ rows)$/ }),
    addMore: page.getByRole('button', { name: 'Add more people' }),
    allRoles: page.getByLabel('Type for all rows'),
    nextRows: page.getByRole('navigation', { name: 'Rows, above the list' }).getByRole('button', { name: 'Next 100' }),
    known: page.getByRole('group', { name: /invited already$/ }),
    sendMail: page.getByLabel('Send link via email'),
    invite: page.getByRole('button', { name: /^(Invite [\d,]+ (person|people)|Sending .*)$/ }),
    title: page.getByRole('heading', { level: 1 }),
    progress: page.getByRole('progressbar', { name: 'Progress' }),
    outcome: main.getByRole('region', { name: 'Progress' }),
    results: results.getByRole('listitem'),
    filter: results.getByLabel('Show'),
    save: page.getByRole('link', { name: 'Save with links' }),
    mend: page.getByRole('link', { name: /^(Mend|Look over) the/ }),
    cancel: page.getByRole('button', { name: 'Cancel the rest…' }),
    recent: main.getByRole('region', { name: 'Recent lists' }),
  }
  return {
    ...find,
    ...toasts(page),
    field: (label: 'First name' | 'Last name' | 'Email address' | 'Type', row: number) =>
      page.getByLabel(`${label} of row ${row}`, { exact: true }),
    row: (number: number) => find.rows.filter({ has: page.getByRole('button', { name: `Remove row ${number}`, exact: true }) }),
    result: (text: string) => find.results.filter({ hasText: text }),
    async open(room: Room) {
      await visit(page, `${room.path}/invite-many`)
    },
    async paste(text: string) {
      await find.addresses.fill(text)
      await find.read.click()
      await expect(find.rowsTitle).toBeVisible()
    },
    async choose(name: string, content: string | Buffer) {
      await find.file.setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) })
    },
    async confirm(action: string) {
      await page.getByRole('alertdialog').getByRole('button', { name: action }).click()
    },
    async download() {
      const [download] = await Promise.all([page.waitForEvent('download'), find.save.click()])
      return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
    },
  }
}
