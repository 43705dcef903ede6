@file:OptIn(ExperimentalSerializationApi::class)

package dev.sluice.schema

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerialInfo
import kotlin.annotation.AnnotationTarget.FIELD
import kotlin.annotation.AnnotationTarget.PROPERTY
import kotlin.annotation.AnnotationTarget.PROPERTY_GETTER

// What a type says of how it shows while it arrives. The model hears nothing of it. In Java they stand on record components, fields
// and getters.

/**
 * The property shows in a partial only when it is complete: for a text that says something else half-written, or a list that is
 * nothing in pieces. It causes no emission before.
 */
@SerialInfo
@Target(PROPERTY, FIELD, PROPERTY_GETTER)
@MustBeDocumented
public annotation class StreamWhole

/**
 * The object that has the property shows only once the property is complete: in a list's `items`, by `at`, and as the root. Put it
 * on what a user interface cannot do without, such as the name of a row. An object that is complete always shows.
 */
@SerialInfo
@Target(PROPERTY, FIELD, PROPERTY_GETTER)
@MustBeDocumented
public annotation class StreamRequired
