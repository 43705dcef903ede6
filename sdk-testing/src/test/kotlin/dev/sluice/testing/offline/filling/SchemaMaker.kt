package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.constant
import dev.sluice.testing.offline.many
import dev.sluice.testing.offline.mapTo
import dev.sluice.testing.offline.number
import dev.sluice.testing.offline.objectOf
import dev.sluice.testing.offline.orNull
import dev.sluice.testing.offline.ref
import dev.sluice.testing.offline.text
import dev.sluice.testing.offline.truth
import dev.sluice.testing.offline.withDefinitions
import kotlin.random.Random

/** Makes schemas that some value satisfies, out of everything that providers' dialects and generators write. */
class SchemaMaker(private val random: Random) {
    fun document(): String = withDefinitions(record(0), "Node" to NODE, "Money" to MONEY)

    private fun schema(depth: Int): String = when {
        depth >= DEEPEST -> leaf()

        depth < 2 && random.nextInt(3) == 0 -> record(depth)

        else -> when (random.nextInt(11)) {
            0 -> orNull(schema(depth + 1))
            1 -> ref("Node")
            2 -> """{"allOf":[${ref("Money")}],"description":"what it costs"}"""
            3 -> """{"anyOf":[{"type":"integer"},$text]}"""
            4 -> """{"oneOf":[${variant("payment", depth)},${variant("meeting", depth)},${variant("note", depth)}]}"""
            5 -> list(depth)
            6 -> mapTo(schema(depth + 1)).dropLast(1) + pick("", ""","minProperties":2""") + "}"
            else -> leaf()
        }
    }

    private fun leaf(): String = when (random.nextInt(6)) {
        0 -> truth
        1 -> """{"enum":["${pick("low", "red", "billing")}","high","other"]}"""
        2 -> """{"type":["string","null"]}"""
        3 -> """{"type":"integer"${limits()}}"""
        4 -> """{"type":"number"${limits()}}"""
        else -> """{"type":"string"${pick(*FORMS)}}"""
    }

    private fun record(depth: Int): String {
        val properties = List(random.nextInt(1, 6)) { name() }.distinct().map { it to schema(depth + 1) }
        val required = properties.map { it.first }.filter { random.nextInt(4) > 0 }.joinToString(",") { "\"$it\"" }
        val declared = properties.joinToString(",") { (name, schema) -> "\"$name\":$schema" }
        return """{"type":"object","properties":{$declared},"required":[$required]}"""
    }

    private fun variant(tag: String, depth: Int): String = objectOf(tag, "type" to constant(tag), "${name()}_$tag" to schema(depth + 1))

    private fun list(depth: Int): String {
        val size = pick("", ""","maxItems":2""", ""","minItems":1""", ""","minItems":2,"maxItems":3""")
        // Elements that must differ and must be many can ask for the impossible; these two cannot.
        val items = schema(depth + 1)
        val unique = if (items == text || "minItems" !in size) pick("", ""","uniqueItems":true""") else ""
        return many(items).dropLast(1) + size + unique + "}"
    }

    private fun limits(): String {
        val low = random.nextInt(-5, 20)
        return pick(
            "",
            ""","minimum":$low""",
            ""","maximum":$low""",
            ""","minimum":$low,"maximum":${low + 2}""",
            ""","exclusiveMinimum":$low""",
            ""","exclusiveMinimum":$low,"exclusiveMaximum":${low + 2}""",
            ""","multipleOf":5""",
            ""","multipleOf":3,"minimum":$low,"maximum":${low + 4}""",
            ""","minimum":$low,"multipleOf":0.5""",
        )
    }

    private fun name(): String = NAMES[random.nextInt(NAMES.size)]

    private fun pick(vararg options: String) = options[random.nextInt(options.size)]

    private companion object {
        const val DEEPEST = 4
        val NODE = objectOf("Node", "name" to text, "children" to many(ref("Node")), "next" to orNull(ref("Node")))
        val MONEY = objectOf("Money", "amount" to number, "currency" to text)
        val FORMATS = listOf("date", "date-time", "time", "duration", "email", "uri", "uuid", "ipv4").map { ""","format":"$it"""" }
        val PATTERNS = listOf("^[A-Z]{3}-[0-9]{2,4}$", "^(?:yes|no)$", "^[a-z][a-z0-9_]*$", "[^ ]+@[a-z]+[.](com|org)")
            .map { ""","pattern":"$it"""" }
        val LENGTHS = listOf("", "", ""","maxLength":10""", ""","minLength":40""", ""","minLength":3,"maxLength":5""")
        val FORMS = (FORMATS + PATTERNS + LENGTHS).toTypedArray()
        val NAMES = (
            "name title reasoning strengths weaknesses verdict score confidence email phone date dueDate amount total companies " +
                "people items value category urgency needsHuman location quantity unit_price age xyzzy tags summary steps url id role"
            ).split(' ')
    }
}
