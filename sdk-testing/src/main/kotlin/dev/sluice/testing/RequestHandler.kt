package dev.sluice.testing

/**
 * Decides the answer to each request that no queued answer was waiting for.
 *
 * It runs on an event loop that many connections share: it computes and returns. Waiting belongs into the answer, as a hold or a
 * pause; a handler that must block is given a thread by [ScriptedServer.Builder.handlerExecutor]. What it throws becomes a 500 answer with
 * the exception's message, and [Ending.SCRIPT_FAILED] in the record.
 */
public fun interface RequestHandler {
    public fun answer(request: RecordedRequest): Answer
}
