import { type Page } from '@playwright/test'
import { visit } from '../fixtures/alive'

/** The lists of rooms. */
export function roomsPage(page: Page) {
  const section = (name: string) => page.locator('section').filter({ has: page.getByRole('heading', { name, level: 2 }) })
  const find = {
    newRoom: page.getByRole('link', { name: 'New room' }),
    mine: section('My rooms').getByRole('article'),
    visible: section('Rooms I may see').getByRole('article'),
    search: page.getByRole('searchbox', { name: 'Search' }),
    order: page.getByLabel('Sort by'),
    titles: page.getByRole('article').getByRole('heading', { level: 3 }),
  }
  return {
    ...find,
    async open() {
      await visit(page, '/rooms')
    },
  }
}
