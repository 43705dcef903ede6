package dev.sluice.schema

import java.math.BigDecimal

/** The constraint annotations on one property, and on the value classes that it goes through: all of them hold. */
internal class Constraints(private val annotations: List<Annotation>, private val path: String) {
    /** What constraints can be about; [noun] is how the error message names it. */
    enum class Subject(val noun: String) {
        NUMBER("a number"),
        STRING("a string"),
        LIST("a list"),
        MAP("a map"),
        OTHER("this type"),
    }

    /** Refuses every constraint that is not about [subject]. */
    fun only(subject: Subject, what: String = subject.noun) {
        val misplaced = annotations.firstOrNull { (it.constraint ?: return@firstOrNull false).second != subject } ?: return
        val (name, wanted) = checkNotNull(misplaced.constraint)
        val way = when {
            subject == Subject.LIST && wanted in ELEMENTS ->
                "; to say it of the elements, put it on the property of a value class that they are"

            else -> ""
        }
        throw UnsupportedTypeException(path, "@$name is for ${wanted.noun}, and this is $what$way")
    }

    fun bounds(): NumberBounds {
        only(Subject.NUMBER)
        val minimum = decimals<Minimum> { it.value }.maxOrNull()
        val maximum = decimals<Maximum> { it.value }.minOrNull()
        val above = decimals<ExclusiveMinimum> { it.value }.maxOrNull()
        val below = decimals<ExclusiveMaximum> { it.value }.minOrNull()
        val step = single("@MultipleOf", decimals<MultipleOf> { it.value })
        if (step != null && step.signum() <= 0) throw UnsupportedTypeException(path, "@MultipleOf must be above 0")
        ordered(minimum, maximum, "@Minimum", "@Maximum")
        ordered(above, below, "@ExclusiveMinimum", "@ExclusiveMaximum")
        val none = minimum == null && maximum == null && above == null && below == null && step == null
        return if (none) NumberBounds.NONE else NumberBounds(minimum, maximum, above, below, step)
    }

    fun string(format: String?, atomic: Boolean, nullable: Boolean, description: String?): StringSchema {
        only(Subject.STRING)
        val (shortest, longest) = sizes(find<MinLength>().map { it.value }, find<MaxLength>().map { it.value }, "@MinLength", "@MaxLength")
        val said = single("@Format", find<Format>().map { it.value }) ?: format
        val pattern = single("@Pattern", find<Pattern>().map { it.value })?.also(::compiles)
        return StringSchema(said, pattern, shortest, longest, atomic || said != null, nullable, description)
    }

    fun list(items: Schema, atomic: Boolean, nullable: Boolean, description: String?): ArraySchema {
        only(Subject.LIST)
        val (fewest, most) = sizes(find<MinItems>().map { it.value }, find<MaxItems>().map { it.value }, "@MinItems", "@MaxItems")
        return ArraySchema(items, fewest, most, find<UniqueItems>().isNotEmpty(), nullable, description, atomic)
    }

    fun map(keys: Schema?, values: Schema, nullable: Boolean, description: String?): MapSchema {
        only(Subject.MAP)
        val (fewest, most) =
            sizes(find<MinProperties>().map { it.value }, find<MaxProperties>().map { it.value }, "@MinProperties", "@MaxProperties")
        return MapSchema(values, fewest, most, nullable, description, keys)
    }

    private inline fun <reified A : Annotation> find(): List<A> = annotations.filterIsInstance<A>()

    private inline fun <reified A : Annotation> decimals(value: (A) -> Double): List<BigDecimal> = find<A>().map {
        val limit = value(it)
        if (!limit.isFinite()) throw UnsupportedTypeException(path, "@${A::class.simpleName} must be a finite number")
        BigDecimal.valueOf(limit)
    }

    private fun sizes(least: List<Int>, most: List<Int>, low: String, high: String): Pair<Int?, Int?> {
        (least + most).firstOrNull { it < 0 }?.let { throw UnsupportedTypeException(path, "a size cannot be $it") }
        val from = least.maxOrNull()
        val to = most.minOrNull()
        ordered(from, to, low, high)
        return from to to
    }

    private fun <C : Comparable<C>> ordered(low: C?, high: C?, lowName: String, highName: String) {
        if (low != null && high != null && low > high) {
            throw UnsupportedTypeException(path, "no value has $lowName($low) and $highName($high)")
        }
    }

    private fun <V : Any> single(name: String, values: List<V>): V? {
        if (values.distinct().size > 1) throw UnsupportedTypeException(path, "$name is said twice, differently: ${values.distinct()}")
        return values.firstOrNull()
    }

    private fun compiles(pattern: String) {
        try {
            pattern.toRegex()
        } catch (e: IllegalArgumentException) {
            throw UnsupportedTypeException(path, "@Pattern is no regular expression: ${e.message?.lineSequence()?.first()}")
        }
    }

    private companion object {
        val ELEMENTS = setOf(Subject.NUMBER, Subject.STRING)

        val Annotation.constraint: Pair<String, Subject>?
            get() = when (this) {
                is Minimum -> "Minimum" to Subject.NUMBER
                is Maximum -> "Maximum" to Subject.NUMBER
                is ExclusiveMinimum -> "ExclusiveMinimum" to Subject.NUMBER
                is ExclusiveMaximum -> "ExclusiveMaximum" to Subject.NUMBER
                is MultipleOf -> "MultipleOf" to Subject.NUMBER
                is MinLength -> "MinLength" to Subject.STRING
                is MaxLength -> "MaxLength" to Subject.STRING
                is Pattern -> "Pattern" to Subject.STRING
                is Format -> "Format" to Subject.STRING
                is MinItems -> "MinItems" to Subject.LIST
                is MaxItems -> "MaxItems" to Subject.LIST
                is UniqueItems -> "UniqueItems" to Subject.LIST
                is MinProperties -> "MinProperties" to Subject.MAP
                is MaxProperties -> "MaxProperties" to Subject.MAP
                else -> null
            }
    }
}

/** What a `@Description` says. */
internal fun List<Annotation>.description(): String? = firstNotNullOfOrNull { (it as? Description)?.value?.trim() }?.ifEmpty { null }
