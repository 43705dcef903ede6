/**
 * One analysis, from the request to its result; whatever ends it otherwise becomes a `Problem`. Below it, server-sent
 * events out of a `fetch` body by the rules of the WHATWG standard: `EventSource` would parse them too, but it can only
 * GET, and asks again by itself when a stream ends. Here each request costs an answer of a model.
 */

/** Why an analysis did not finish, in words for the person at the page: what happened, and what to do. */
export class Problem extends Error {
    constructor({ title, detail, canRetry = true }, options) {
        super(title, options);
        this.title = title || 'The analysis failed';
        this.detail = detail || '';
        this.canRetry = canRetry;
    }

    static of(error) {
        if (error instanceof Problem) return error;
        console.error(error);
        return new Problem({ title: 'Something went wrong in this page', detail: 'Try again. If it stays so, load the page anew.' });
    }
}

/** Gives each partial, then the result; throws a `Problem`, or an `AbortError` when `signal` says so. */
export async function* analyse(text, signal) {
    const response = await post(text, signal);
    for await (const { type, data } of unbroken(eventsOf(response.body), signal)) {
        if (type === 'failure') throw new Problem(parsed(data));
        if (type === 'partial' || type === 'result') yield parsed(data);
        if (type === 'result') return;
    }
    throw lost();
}

async function post(text, signal) {
    const headers = { 'Content-Type': 'application/json', Accept: 'text/event-stream' };
    const response = await fetch('analyse', { method: 'POST', headers, body: JSON.stringify({ text }), signal }).catch(error => {
        throw signal.aborted ? error : unreachable(error);
    });
    if (!response.ok) throw await refusal(response);
    if (response.body === null || !response.headers.get('Content-Type')?.startsWith('text/event-stream')) throw unreadable();
    return response;
}

/** `events`, whose stream may break at any read. */
async function* unbroken(events, signal) {
    try {
        yield* events;
    } catch (error) {
        throw signal.aborted ? error : lost(error);
    }
}

function parsed(data) {
    try {
        return JSON.parse(data);
    } catch (error) {
        throw unreadable(error);
    }
}

/** What the server says of a refused request; it may say nothing at all, or not in JSON. */
async function refusal(response) {
    const told = await response.json().catch(() => null);
    const { status } = response;
    const canRetry = status >= 500 || status === 408 || status === 429;
    return new Problem({ canRetry, ...(told?.title ? told : silent(status, canRetry)) });
}

function silent(status, canRetry) {
    if (status === 413) return { title: 'The text is too long', detail: 'Shorten it, then analyse again.' };
    return canRetry
        ? { title: 'The server could not take the text', detail: `It answered only with status ${status}. Wait a moment, then try again.` }
        : { title: 'The server refused the text', detail: `It answered only with status ${status}. Change the text, then analyse again.` };
}

const unreachable = cause => new Problem({
    title: 'The server cannot be reached',
    detail: navigator.onLine
        ? 'See whether it is running, then try again.'
        : 'This device is offline. Connect it, or see whether the server is running, then try again.',
}, { cause });

const lost = cause => new Problem({
    title: 'The connection was lost',
    detail: 'The answer broke off before its end. What had arrived stays on the page; try again for the whole.',
}, { cause });

const unreadable = cause => new Problem({
    title: 'The answer could not be read',
    detail: 'The server sent something that this page does not understand. Try again, or see the server’s log.',
}, { cause });

const LINE_END = /\r\n|\r|\n/g;

/** Takes text in any pieces and gives the events that are whole. `id` and `retry` serve reconnecting only, so they are ignored. */
export class EventParser {
    #line = '';
    #afterReturn = false;
    #type = '';
    #data = [];

    /** The events that `text` completes. An event that the end of the stream leaves open is never given, as the standard asks. */
    push(text) {
        const events = [];
        for (const line of this.#lines(text)) {
            if (line === '') this.#dispatch(events);
            else this.#field(line);
        }
        return events;
    }

    *#lines(text) {
        if (text === '') return;
        // A line ended at a CR that closed the last piece; an LF that opens this one is the other half of the same line end.
        const rest = this.#afterReturn && text[0] === '\n' ? text.slice(1) : text;
        this.#afterReturn = text.endsWith('\r');
        let start = 0;
        for (const end of rest.matchAll(LINE_END)) {
            const line = this.#line + rest.slice(start, end.index);
            this.#line = '';
            start = end.index + end[0].length;
            yield line;
        }
        this.#line += rest.slice(start);
    }

    #field(line) {
        const colon = line.indexOf(':');
        if (colon === 0) return; // a comment: keeps the connection awake
        const name = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        if (name === 'event') this.#type = value;
        if (name === 'data') this.#data.push(value);
    }

    #dispatch(events) {
        if (this.#data.length > 0) events.push({ type: this.#type || 'message', data: this.#data.join('\n') });
        this.#type = '';
        this.#data = [];
    }
}

/** The events of `body`, a stream of bytes. Who stops listening early ends the stream. */
export async function* eventsOf(body) {
    const reader = body.getReader();
    const decoder = new TextDecoder(); // drops a byte order mark, and holds a character that is cut between two reads
    const parser = new EventParser();
    try {
        for (;;) {
            const { done, value } = await reader.read();
            if (done) return;
            yield* parser.push(decoder.decode(value, { stream: true }));
        }
    } finally {
        reader.cancel().catch(() => {}); // a stream that broke cannot be cancelled, and need not be
    }
}
