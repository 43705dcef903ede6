package dev.sluice.schema

/** The member of an object that says in words why it cannot be taken, whatever else stands in it. No type has a property of this name. */
internal const val FAULT: String = "(fault)"
