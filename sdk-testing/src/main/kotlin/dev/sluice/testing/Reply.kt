package dev.sluice.testing

/** What a model says, to be sent in a provider's form: as a whole or as a stream. As a handler it gives what the request asks for. */
public interface Reply : RequestHandler {
    /** The reply in one JSON body. */
    public fun whole(): Answer

    /** The reply as server-sent events. */
    public fun stream(): Answer

    /** The events of [stream], a step each: for an answer that stops among them, or holds. */
    public fun events(): List<Step>
}
