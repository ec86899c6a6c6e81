import type { Commune } from '../../../shared/domain/commune.ts';
import { communeInSentence } from '../../../shared/domain/commune.ts';
import { documentKindNames, type DossierDocument } from '../../../shared/domain/document.ts';
import type { DossierRevision } from '../../../shared/domain/dossier.ts';
import { describeLocator, type Box } from '../../../shared/domain/locator.ts';
import { maxDrawnPages, type PageWords } from '../../../shared/domain/page-image.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { LoadedDocument } from '../../../shared/pipeline/load-document.ts';
import type { DossierAtHand } from '../../../shared/pipeline/load-dossier.ts';
import { listFigureSources, sourceHref, type FigureSource } from './figure-sources.ts';
import { dossierHref, sayRound } from './present-board.ts';
import type { ToDecide } from './present-decisions.ts';
import { presentToDecide } from './present-decisions.ts';
import { presentExcerpt, type Excerpt } from './present-excerpt.ts';
import { mailHref } from './present-intake.ts';
import { hidePersons } from './protect-children.ts';
import { sensitiveCriteria, showRaw } from './show-raw.ts';
import { showText } from './show-text.ts';

/** A rectangle of the page image, in its pixels. */
export interface PixelRectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One page of the document a figure stands in. */
export interface PageView {
  readonly number: number;
  readonly count: number;
  /** null where the page has no image. */
  readonly image: {
    readonly href: string;
    readonly width: number;
    readonly height: number;
    /** Where the figure stands; null on other pages. */
    readonly mark: PixelRectangle | null;
    /** The part of the image around the mark that is shown larger. */
    readonly detail: PixelRectangle | null;
  } | null;
  /** Why there is no image; empty where there is one. */
  readonly noImage: string;
  readonly previousHref: string | null;
  readonly nextHref: string | null;
  /** Back to the page with the figure; null on it. */
  readonly markedHref: string | null;
}

/** The page that shows where one figure stands. */
export interface SourcePageView {
  readonly title: string;
  readonly dossier: { readonly name: string; readonly href: string };
  readonly round: string;
  readonly value: string;
  readonly kind: string;
  readonly file: string;
  readonly place: string;
  /** As written; null when it may name a child and is not shown; empty when nothing is known. */
  readonly raw: string | null;
  readonly mailHref: string;
  /** Why nothing of the document is shown; null where it may be. */
  readonly withheld: string | null;
  readonly page: PageView | null;
  /** What stands around the place, where there is no image of it. */
  readonly excerpt: Excerpt | null;
  /** Shown once with names, because a person gave a reason. */
  readonly isOpened: boolean;
  /** Where a reason is sent to see what is withheld; null for who may not. */
  readonly openAction: string | null;
  /** The figure with what was decided; null for points, and in an older revision. */
  readonly deciding: ToDecide | null;
  /** The next figure a person has yet to look at; null where there is none. */
  readonly nextUndecided: { readonly href: string; readonly left: number } | null;
}

/** Makes the page of one figure's place; `shown` is the page of the document that is looked at. */
export function presentSourcePage(input: {
  readonly commune: Commune;
  readonly round: Round;
  readonly revision: DossierRevision;
  /** Of the place in the revision's list, from 1. */
  readonly number: number;
  readonly figure: FigureSource;
  readonly document: DossierDocument;
  readonly withheld: string | null;
  /** null where it is withheld. */
  readonly loaded: LoadedDocument | null;
  readonly shown: { readonly page: number; readonly words: PageWords | null } | null;
  /** Of what is withheld and shown once: the way to the image; null where it has none. */
  readonly opened?: { readonly imageHref: string | null };
  readonly mayOpen: boolean;
  /** null for an older revision. */
  readonly atHand: DossierAtHand | null;
  readonly canDecide: boolean;
}): SourcePageView {
  const { commune, round, revision, figure, document, withheld, loaded, shown, opened, atHand } = input;
  const { source, criterion } = figure;
  const isSensitive = (criterion !== null && sensitiveCriteria.includes(criterion)) || withheld !== null;
  const page = shown === null ? null : presentPage({ ...input, shown });
  const isElsewhere = page !== null && (page.image !== null || page.markedHref !== null);
  return {
    title: figure.name,
    dossier: {
      name: `Hồ sơ ${communeInSentence(commune)}, Lần ${revision.revision}`,
      href:
        dossierHref(round.id, commune.code, revision.revision) +
        (criterion === null ? '' : `#tieu-chi-${criterion}`),
    },
    round: sayRound(round),
    value: figure.value,
    kind: documentKindNames[document.extraction?.kind ?? 'other'].name,
    file: showText(document.file, 160),
    place: source.locator === undefined ? '' : showText(describeLocator(source.locator), 120),
    raw: source.raw === undefined ? '' : showRaw(source.raw, isSensitive && opened === undefined),
    mailHref: mailHref(document.mailId),
    withheld: opened === undefined ? withheld : null,
    isOpened: opened !== undefined,
    openAction: withheld === null || !input.mayOpen ? null : `${sourceHref(revision, input.number)}/mo`,
    deciding:
      atHand === null || figure.indicator === null
        ? null
        : presentToDecide({ kind: 'reading', indicator: figure.indicator }, atHand, input.canDecide),
    nextUndecided: atHand === null ? null : findNextUndecided(figure, atHand),
    page,
    excerpt:
      isElsewhere || source.locator === undefined || !loaded?.document
        ? null
        : presentExcerpt(
            loaded.document,
            source.locator,
            opened === undefined ? hidePersons : (text) => text,
          ),
  };
}

function presentPage(input: {
  readonly revision: DossierRevision;
  readonly number: number;
  readonly figure: FigureSource;
  readonly loaded: LoadedDocument | null;
  readonly shown: { readonly page: number; readonly words: PageWords | null };
  readonly opened?: { readonly imageHref: string | null };
}): PageView {
  const { revision, number, figure, loaded, shown, opened } = input;
  const { locator } = figure.source;
  const href = sourceHref(revision, number);
  const count = Math.max(shown.page, loaded?.part?.pages ?? 0);
  const isMarked = locator?.kind === 'page' && locator.page === shown.page;
  const { words } = shown;
  const mark = words === null || !isMarked || locator.box === undefined ? null : toPixels(locator.box, words);
  // What was opened for a reason is the place of the figure and nothing beyond it.
  const hrefOf = (page: number): string | null =>
    page < 1 || page > count || opened !== undefined ? null : `${href}/trang/${page}`;
  return {
    number: shown.page,
    count,
    image:
      words === null
        ? null
        : {
            href: opened?.imageHref ?? `${href}/trang/${shown.page}/anh`,
            width: words.imageWidth,
            height: words.imageHeight,
            mark,
            // One request opens the image once.
            detail: mark === null || opened !== undefined ? null : around(mark, words),
          },
    noImage: words === null ? sayNoImage(shown.page, loaded) : '',
    previousHref: hrefOf(shown.page - 1),
    nextHref: hrefOf(shown.page + 1),
    markedHref: isMarked ? null : href,
  };
}

/** The place of the first figure after this one, in the order of the scale, that waits for a person; round to the first. */
function findNextUndecided(
  { indicator }: FigureSource,
  { decided, revision, rubric }: DossierAtHand,
): SourcePageView['nextUndecided'] {
  const sources = listFigureSources(revision, rubric);
  const order = rubric.vocabulary.indicators.map(({ id }) => id);
  const undecided = decided.revision.readings.filter(
    (reading) => !reading.accepted && reading.indicator !== indicator,
  );
  const own = indicator === null ? -1 : order.indexOf(indicator);
  const rank = (id: string): number => (order.indexOf(id) - own + order.length) % order.length;
  const [next] = [...undecided].sort((a, b) => rank(a.indicator) - rank(b.indicator));
  const place = next === undefined ? -1 : sources.findIndex((one) => one.indicator === next.indicator);
  return place === -1 ? null : { href: sourceHref(revision, place + 1), left: undecided.length };
}

function sayNoImage(page: number, loaded: LoadedDocument | null): string {
  if (!loaded?.document) return 'Nội dung đã đọc của tài liệu không còn được lưu.';
  if (page > maxDrawnPages) return `Chỉ tạo ảnh của ${maxDrawnPages} trang đầu mỗi tài liệu.`;
  return loaded.part?.drawn === undefined
    ? 'Trang này chưa có ảnh. Nếu thư vừa nhận, tải lại trang sau ít phút.'
    : 'Không tạo được ảnh của trang này.';
}

/** White around the letters, in pixels. */
const markMargin = 3;

function toPixels(box: Box, words: PageWords): PixelRectangle {
  const [across, down] = [words.imageWidth / words.width, words.imageHeight / words.height];
  return clip(
    {
      x: box.x * across - markMargin,
      y: box.y * down - markMargin,
      width: box.width * across + 2 * markMargin,
      height: box.height * down + 2 * markMargin,
    },
    words,
  );
}

/** Least size of the enlarged part, in pixels of the page image: a row of a table and its neighbours. */
const leastDetail = { width: 640, height: 170 } as const;
const detailMargin = 40;

/** Where the middle of the mark stands in its width: what a figure is of stands before it. */
const markAt = 0.7;

function around(mark: PixelRectangle, words: PageWords): PixelRectangle {
  const width = Math.max(leastDetail.width, mark.width + 2 * detailMargin);
  const height = Math.max(leastDetail.height, mark.height + 2 * detailMargin);
  const x = Math.min(mark.x + mark.width / 2 - markAt * width, words.imageWidth - width);
  const y = Math.min(mark.y + mark.height / 2 - height / 2, words.imageHeight - height);
  return clip({ x: Math.max(0, x), y: Math.max(0, y), width, height }, words);
}

/** In whole pixels, inside the image. */
function clip({ x, y, width, height }: PixelRectangle, words: PageWords): PixelRectangle {
  const left = Math.min(Math.max(0, Math.round(x)), words.imageWidth);
  const top = Math.min(Math.max(0, Math.round(y)), words.imageHeight);
  return {
    x: left,
    y: top,
    width: Math.min(Math.round(x + width), words.imageWidth) - left,
    height: Math.min(Math.round(y + height), words.imageHeight) - top,
  };
}
