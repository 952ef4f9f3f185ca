import { expect, type Page } from '@playwright/test'
import { visit } from '../fixtures/alive'

/** The administrator's audit log. */
export function auditPage(page: Page) {
  const entries = page.locator('#audit-list > li')
  return {
    entries,
    newest: entries.first(),
    fresh: page.getByRole('button', { name: /^Show \d+ new entr/ }),
    search: page.getByLabel('Name, address or room'),
    what: page.getByLabel('What', { exact: true }),
    who: page.getByLabel('Who', { exact: true }),
    /** The first day and the last, of those whom `whose` names. */
    days(whose: string) {
      const days = page.getByRole('group', { name: whose, exact: true })
      return { from: days.getByLabel('From', { exact: true }), to: days.getByLabel('To', { exact: true }) }
    },
    show: page.getByRole('button', { name: 'Show', exact: true }),
    file: page.getByRole('link', { name: 'Save as CSV' }),
    older: page.getByRole('link', { name: 'Show older' }),
    everything: page.getByRole('link', { name: 'Show everything' }).first(),
    entry: (act: string) => entries.filter({ hasText: act }).first(),
    async open(query = '') {
      await visit(page, `/admin/audit${query}`)
      await expect(page.getByRole('heading', { name: 'Audit log', level: 1 })).toBeVisible()
    },
  }
}
