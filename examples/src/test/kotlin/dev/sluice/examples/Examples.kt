package dev.sluice.examples

/** An example: what it says by itself, and, if it reads a text, another text and what only the answer to that one says. */
internal class Example(val name: String, vararg val says: String, val other: OtherText? = null)

internal class OtherText(val text: String, val says: String)

/** All examples, and what is to be seen of each. */
internal object Examples {
    private val GRINDER = """
        Review: the Copperline K2 is a coffee grinder.

        Strengths:
        - grinds evenly from espresso to press
        - very quiet

        Weaknesses:
        - the hopper holds only 40 g

        Overall a good grinder for a small kitchen. Score: 7.5 out of 10.
    """.trimIndent()

    private val ROASTERS = """
        Senior Roaster, Coffee department, Lisbon, 40,000 to 48,000 EUR
        Barista, Shop department, Porto
    """.trimIndent()

    private val LESSONS = (1..10).joinToString("\n") {
        """{"messages":[{"role":"user","content":"Where is parcel $it?"},{"role":"assistant","content":"Lost at sea."}]}"""
    }

    val all = listOf(
        Example(
            "PartialStreaming",
            "reasoning: ",
            "product: Fenwick F2",
            "strengths: \n  - ",
            "weaknesses: \n  - ",
            "verdict: ",
            "score: ",
            " tokens in, ",
            other = OtherText(GRINDER, "product: Copperline K2"),
        ),
        Example(
            "IterableExtraction",
            "Senior Engineer — Platform, Remote",
            other = OtherText(ROASTERS, "Senior Roaster — Coffee, Lisbon"),
        ),
        Example(
            "ImageInput",
            "480 x 320 pixels, mostly white, bright\nA bright image of 480 by 320 pixels with a blue area and a red area and a green area",
            "- blue: 60 x 120\n- red: 60 x 240\n- green: 60 x 180\n",
        ),
        Example(
            "Validation",
            "Attempt 1 (",
            "rejected\n  $: headline must have at most 40 characters, has ",
            "  $.summary: must have at most 120 characters, has ",
            "Attempt 3 (",
            "accepted",
            other = OtherText(GRINDER, "Copperline K2"),
        ),
        Example(
            "Citations",
            "  at 0: “The Fenwick F2 is a 13 inch laptop",
            other = OtherText(GRINDER, "“grinds evenly from espresso to press”"),
        ),
        Example(
            "ManyDocuments",
            "1. The Marlow library opens again",
            "   - Membership stays free for everyone under eighteen",
            "\n12. ",
            other = OtherText("The mill burned down in May.\n\nThe choir sings on Friday. Tickets cost nine euros.", "2. The choir sings"),
        ),
        Example(
            "Pipeline",
            "acquisition, ",
            "  Acme Corp: acquirer, 120,000,000",
            "partnership, 20 June 2025",
            " tokens for 5 of 5 articles",
            " tokens for 3 of 5 articles",
            other = OtherText("Quill Ltd bought Maple Foods for $9 million on 2 May 2024.\n\nIt rained.", "Quill Ltd: buyer"),
        ),
        Example(
            "Classification",
            "Mostly BILLING, urgency CRITICAL, needs a human",
            "  ACCOUNT: ",
            other = OtherText("Could you add a dark mode to the app? It would be nice to have.", "Mostly FEATURE_REQUEST, urgency LOW"),
        ),
        Example(
            "ChainOfThought",
            "reasoning: ",
            "Likely cause (confidence ",
            "Recommended: ",
            other = OtherText("The printer is out of paper. The queue holds forty jobs.", "paper"),
        ),
        Example("ChatStreaming", "streams of tokens", other = OtherText(GRINDER, "Copperline")),
        Example(
            "ConcurrentRequests",
            "In short: Great sound for the price.",
            other = OtherText("The bread was stale.\n\nThe soup was hot. It was good.", "In short: The bread was stale."),
        ),
        Example(
            "TaskGroups",
            "Summary: The Fenwick F2",
            "Opinion: Fenwick F2, ",
            "One failed, and so the group: The server answered 404",
            other = OtherText(GRINDER, "Opinion: Copperline K2"),
        ),
        // The offline model refuses the 9th and the 18th.
        Example("RateLimiting", "Completed 20 requests", "The server refused 2 of them"),
        Example(
            "ErrorHandling",
            "There is no such thing (model_not_found): The server answered 404",
            "The provider refused with status 400, for max_completion_tokens: ",
            "Nothing was sent: A chat completion needs a model",
            "The provider was not reached: ",
        ),
        Example("ResourceManagement", "Whole answer: ", "First words: ", "Afterwards: The client is closed."),
        Example("AnotherTransport", "KtorTransport(CIOEngine): You say: “Hello!”", "JdkTransport: You say: “Hello!”"),
        Example(
            "Pagination",
            "Files, the newest first: friday.txt, thursday.txt, wednesday.txt, tuesday.txt, monday.txt",
            "First page: friday.txt, thursday.txt; is there another? true",
            "Second page: wednesday.txt, tuesday.txt",
        ),
        Example(
            "Tools",
            """The model calls get_weather with {"city":"Paris"}""",
            "get_weather (Lisbon) says: 24 degrees, sunny",
            other = OtherText("What is the weather in Oslo?", "There is no forecast for Oslo."),
        ),
        Example(
            "Embeddings",
            "How long do refunds take?\n0.",
            "  Refunds are paid within five working days",
            other = OtherText("We sell boats.\n\nOur refunds are slow.", "  Our refunds are slow."),
        ),
        Example(
            "FilesAndFineTuning",
            "Uploaded support.jsonl: ",
            "Status: queued\nStatus: running\nStatus: succeeded\n",
            "Where is my parcel? Your parcel is on its way, matey!",
            other = OtherText(LESSONS, "Where is my parcel? Lost at sea."),
        ),
    )
}
