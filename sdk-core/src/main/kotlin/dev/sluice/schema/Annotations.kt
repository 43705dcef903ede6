@file:OptIn(ExperimentalSerializationApi::class)

package dev.sluice.schema

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerialInfo
import kotlin.annotation.AnnotationTarget.CLASS
import kotlin.annotation.AnnotationTarget.PROPERTY

// What a @Serializable type can say beyond its types, named after JSON Schema's keywords. Every one of them reaches the model with
// the schema, in the description where a provider has no word for it, and is checked when the answer is there.

/** Tells the model what a class, a property or an enum constant means. */
@SerialInfo
@Target(CLASS, PROPERTY)
@MustBeDocumented
public annotation class Description(val value: String)

/**
 * The constant of an enum that takes every word which names none of them, such as `OTHER`; at most one constant of an enum. Without
 * it such a word is an error that the model is told of. Each word that was taken so is listed among the attempt's warnings. A map's
 * key is not taken so: two unknown ones would become one.
 */
@SerialInfo
@Target(PROPERTY)
@MustBeDocumented
public annotation class EnumFallback

/** A number's lower limit, inclusive. */
@SerialInfo
@Target(PROPERTY)
@MustBeDocumented
public annotation class Minimum(val value: Double)

/** A number's upper limit, inclusive. */
@SerialInfo
@Target(PROPERTY)
@MustBeDocumented
public annotation class Maximum(val value: Double)

/** A number's lower limit, itself not allowed. */
@SerialInfo
@Target(PROPERTY)
@MustBeDocumented
public annotation class ExclusiveMinimum(val value: Double)

/** A number's upper limit, itself not allowed. */
@SerialInfo
@Target(PROPERTY)
@MustBeDocumented
public annotation class ExclusiveMaximum(val value: Double)

/** What a number must be a multiple of, such as `0.01` for an amount of money. */
@SerialInfo
@Target(PROPERTY)
@MustBeDocumented
public annotation class MultipleOf(val value: Double)

/** How many characters (Unicode code points) a string has at least. */
@SerialInfo
@Target(PROPERTY)
@MustBeDocumented
public annotation class MinLength(val value: Int)

/** How many characters (Unicode code points) a string has at most. */
@SerialInfo
@Target(PROPERTY)
@MustBeDocumented
public annotation class MaxLength(val value: Int)

/** A regular expression that is found somewhere in the string; `^` and `$` tie it to the whole. */
@SerialInfo
@Target(PROPERTY)
@MustBeDocumented
public annotation class Pattern(val value: String)

/**
 * What kind of string it is: `date-time`, `date`, `time`, `duration`, `email`, `hostname`, `uri`, `ipv4`, `ipv6` or `uuid`, which are
 * checked; another name is only told to the model. A string with a format shows in a partial when it is complete.
 */
@SerialInfo
@Target(PROPERTY)
@MustBeDocumented
public annotation class Format(val value: String)

/** How many elements a list has at least. */
@SerialInfo
@Target(PROPERTY)
@MustBeDocumented
public annotation class MinItems(val value: Int)

/** How many elements a list has at most. */
@SerialInfo
@Target(PROPERTY)
@MustBeDocumented
public annotation class MaxItems(val value: Int)

/** No two elements of a list are equal. A `Set` does not need it: it drops what is said twice, and this asks again for it. */
@SerialInfo
@Target(PROPERTY)
@MustBeDocumented
public annotation class UniqueItems

/** How many entries a map has at least. */
@SerialInfo
@Target(PROPERTY)
@MustBeDocumented
public annotation class MinProperties(val value: Int)

/** How many entries a map has at most. */
@SerialInfo
@Target(PROPERTY)
@MustBeDocumented
public annotation class MaxProperties(val value: Int)
