/** The page: starts and cancels a run, keeps what is known of it in `run`, and draws that at most once a frame. */
import { analyse, Problem } from './analysis.js';
import { fieldViews } from './fields.js';

const page = Object.fromEntries(Array.from(document.querySelectorAll('[id]'), element => [element.id, element]));
const fields = fieldViews(page.object);
const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const hundredths = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const count = new Intl.NumberFormat('en');
const CHARACTERS_PER_TOKEN = 4; // a rule of thumb, shown with ≈ until the server knows
const LONG_WAIT = 8_000;

let run = newRun('idle');
let frame = 0;

function newRun(phase) {
    return {
        phase, // idle, running, done, failed or cancelled
        abort: new AbortController(),
        attempt: 1,
        value: {},
        open: [],
        charactersBefore: 0, // of attempts that broke a rule: they were written and paid for too
        started: performance.now(),
        firstField: null,
        ended: null,
        tokens: null,
        news: '',
        problem: null,
    };
}

async function start() {
    if (run.phase === 'running') return;
    if (page.text.value.trim() === '') return refuseEmpty();
    run = newRun('running');
    const clock = setInterval(redraw, 100);
    redraw();
    bringIntoView();
    try {
        for await (const event of analyse(page.text.value, run.abort.signal)) {
            take(event);
            redraw();
        }
        end('done');
    } catch (error) {
        if (run.abort.signal.aborted) return end('cancelled');
        end('failed', Problem.of(error));
        bringIntoView();
    } finally {
        clearInterval(clock);
    }
}

function take({ attempt, attempts, value, open = [], inputTokens, outputTokens }) {
    const now = attempt ?? attempts;
    if (now > run.attempt) {
        run.charactersBefore += charactersOf(run.value);
        run.news = `Attempt ${now}`;
    }
    run.attempt = now;
    run.value = value;
    run.open = open;
    if (Number.isFinite(outputTokens)) run.tokens = { input: inputTokens, output: outputTokens };
    if (Object.keys(value).length > 0) run.firstField ??= performance.now();
}

function end(phase, problem = null) {
    run.phase = phase;
    run.problem = problem;
    run.ended = performance.now();
    redraw();
}

function cancel() {
    if (run.phase === 'running') run.abort.abort();
}

function refuseEmpty() {
    page['text-problem'].hidden = false;
    page.text.setAttribute('aria-invalid', 'true');
    page.text.focus();
}

function textChanged() {
    page['text-problem'].hidden = true;
    page.text.removeAttribute('aria-invalid');
    redraw();
}

/** In one column the message may be far from what the reader sees; in two it is always beside the object. */
function bringIntoView() {
    const oneColumn = page.object.getBoundingClientRect().top >= page.message.getBoundingClientRect().bottom;
    if (oneColumn) page.message.scrollIntoView({ block: 'start' });
}

function redraw() {
    frame ||= requestAnimationFrame(() => {
        frame = 0;
        draw();
    });
}

function draw() {
    const running = run.phase === 'running';
    document.body.dataset.phase = run.phase;
    page.object.setAttribute('aria-busy', String(running));
    drawFields();
    drawCounters();
    drawMessage();
    page.analyse.setAttribute('aria-disabled', String(running)); // `disabled` would drop the keyboard's place
    write(page.analyse, running ? 'Analysing…' : 'Analyse');
    hide(page.cancel, !running);
    write(page.length, `${count.format(page.text.value.length)} characters`);
}

function drawFields() {
    const completed = fields.filter(field => field.show(run)).map(field => field.label);
    if (completed.length > 0) run.news = `${completed.join(', ')} complete`;
    write(page.progress, run.phase === 'idle' ? '' : progress());
    if (page.raw.open) write(page.json, JSON.stringify(run.value, null, 2));
}

function drawCounters() {
    const idle = run.phase === 'idle';
    write(page.attempt, idle ? '–' : String(run.attempt));
    write(page.tokens, idle ? '–' : tokensOf(run));
    write(page['first-field'], run.firstField === null ? '–' : since(run.firstField, hundredths));
    write(page.elapsed, idle ? '–' : since(run.ended ?? performance.now()));
}

/** Both lines are read out when they change, so they change only at what is worth hearing: a field completed, a new attempt, the end. */
function drawMessage() {
    write(page.status, statusOf(run));
    write(page.note, noteOf(run));
    if (run.problem !== null) {
        write(page['failure-title'], run.problem.title);
        write(page['failure-detail'], run.problem.detail);
    }
    hide(page.retry, !run.problem?.canRetry);
    hide(page.failure, run.problem === null);
}

function statusOf({ phase, news, firstField, ended }) {
    switch (phase) {
        case 'running': return news || (firstField === null ? 'Asking the model' : 'The answer is coming in');
        case 'done': return `Done: ${fields.length} fields in ${since(ended)}`;
        case 'cancelled': return 'Cancelled. The model’s request was ended too.';
        case 'failed': return `Not finished: ${progress()} fields complete`;
        default: return 'Ready';
    }
}

function noteOf({ phase, attempt, firstField, started, value }) {
    if (phase === 'failed') return '';
    if (phase === 'cancelled') return Object.keys(value).length > 0 ? 'What had arrived stays on the page.' : '';
    if (attempt > 1) return `${attempt === 2 ? 'The first answer' : 'The last answer'} broke a rule; asked again.`;
    if (phase === 'done') return 'The object is whole, and every rule of its type is kept.';
    const waiting = phase === 'running' && firstField === null && performance.now() - started > LONG_WAIT;
    return waiting ? 'No answer yet. You can wait, or cancel.' : '';
}

function tokensOf({ tokens, value, charactersBefore }) {
    if (tokens === null) {
        const characters = charactersBefore + charactersOf(value);
        return characters === 0 ? '–' : `≈ ${count.format(Math.ceil(characters / CHARACTERS_PER_TOKEN))} out`;
    }
    return Number.isFinite(tokens.input)
        ? `${count.format(tokens.input)} in, ${count.format(tokens.output)} out`
        : `${count.format(tokens.output)} out`;
}

const progress = () => `${fields.filter(field => field.complete).length} of ${fields.length}`;
const charactersOf = value => (Object.keys(value).length === 0 ? 0 : JSON.stringify(value).length);
const since = (moment, digits = tenths) => `${digits.format((moment - run.started) / 1000)} s`;

function write(element, text) {
    if (element.textContent !== text) element.textContent = text;
}

/** Hides or shows; where the keyboard stood on what goes away, it moves to the button that starts. */
function hide(element, hidden) {
    if (element.hidden === hidden) return;
    const held = hidden && element.contains(document.activeElement);
    element.hidden = hidden;
    if (held) page.analyse.focus();
}

page.analyse.addEventListener('click', start);
page.retry.addEventListener('click', start);
page.cancel.addEventListener('click', cancel);
page.text.addEventListener('input', textChanged);
page.raw.addEventListener('toggle', redraw);
page.example.addEventListener('click', () => {
    page.text.value = page.text.defaultValue;
    textChanged();
});
document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.isComposing) cancel();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.repeat) start();
});
redraw();
