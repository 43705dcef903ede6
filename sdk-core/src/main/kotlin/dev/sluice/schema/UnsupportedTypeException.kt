package dev.sluice.schema

import dev.sluice.errors.InvalidRequestException

/** A type has a part that no schema can be made of; [path] leads to it, through property names, such as `Order.lines[].price`. */
public class UnsupportedTypeException(public val path: String, reason: String) : InvalidRequestException("$path: $reason")
