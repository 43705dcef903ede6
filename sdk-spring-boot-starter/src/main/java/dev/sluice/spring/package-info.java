/**
 * Sluice in Spring Boot: clients as beans, made from properties and closed at shutdown.
 *
 * <p>Start at {@link dev.sluice.spring.SluiceAutoConfiguration}. Nothing here is null unless it is
 * marked so.
 */
@NullMarked
package dev.sluice.spring;

import org.jspecify.annotations.NullMarked;
