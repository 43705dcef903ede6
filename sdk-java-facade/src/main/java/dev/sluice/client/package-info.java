/**
 * Sluice for Java: typed values out of language models, as {@code CompletableFuture} and {@code
 * Publisher}.
 *
 * <p>Start at {@link dev.sluice.client.SluiceClient}. Nothing here is null unless it is marked so.
 */
@NullMarked
package dev.sluice.client;

import org.jspecify.annotations.NullMarked;
