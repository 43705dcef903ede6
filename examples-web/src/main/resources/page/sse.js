/**
 * Server-sent events out of a `fetch` body, by the rules of the WHATWG standard. `EventSource` would parse them too,
 * but it can only GET, and asks again by itself when a stream ends: here each request costs an answer of a model.
 */

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
