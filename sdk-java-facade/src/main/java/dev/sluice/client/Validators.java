package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.ModelJudge;
import dev.sluice.extraction.SourceText;
import dev.sluice.extraction.SuspendValidator;
import dev.sluice.extraction.Validator;
import dev.sluice.json.ArrayValue;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import kotlin.Unit;
import org.jspecify.annotations.Nullable;

/**
 * Checks for {@code ask.validate(…)}: the caller's own, which run on a value that its type accepts.
 *
 * <p>A check rejects a value through its {@link ValidationScope}; the model is told, and asked
 * again as long as attempts are left. One check may be given to any number of asks: what differs
 * between them it reads from {@link ValidationScope#context}.
 */
public final class Validators {
  private Validators() {}

  /**
   * A check that does not wait. An {@code IllegalArgumentException} or {@code
   * IllegalStateException} that it throws rejects the value; any other exception is the caller's
   * own and ends the call.
   */
  public static <T> SuspendValidator<T> of(
      BiConsumer<? super T, ? super ValidationScope<T>> check) {
    requireNonNull(check, "check");
    return (value, scope, call) -> {
      check.accept(value, new ValidationScope<>(scope));
      return Unit.INSTANCE;
    };
  }

  /**
   * A check that waits: for a database, for another service. It has ended when its stage is
   * complete, whatever with. It may block too: it runs on threads that calls do not need.
   *
   * <p>Cancelling the call cancels the stage. What the check throws or its stage fails with is the
   * caller's own, and ends the call.
   */
  public static <T> SuspendValidator<T> async(
      BiFunction<? super T, ? super ValidationScope<T>, ? extends CompletionStage<?>> check) {
    requireNonNull(check, "check");
    return (value, scope, call) ->
        UsersStage.awaitEnd("check", it -> check.apply(value, new ValidationScope<>(scope)), call);
  }

  /**
   * A check that a model makes: whether a value meets a rule that is said in plain words, best by a
   * cheaper model. Its reason goes back to the model that gave the answer. What it costs stands
   * beside the answer's own usage, as {@code Extraction.getValidationUsage()}.
   */
  public static <T> SuspendValidator<T> judgedBy(SluiceClient judge, String rule) {
    return new ModelJudge<>(judge.core(), requireNonNull(rule, "rule"));
  }

  /** The same for one property; what is null is not judged. */
  public static <T> SuspendValidator<T> judgedBy(
      SluiceClient judge, Field<? super T, ?> field, String rule) {
    requireNonNull(field, "field");
    var core = new ModelJudge<T>(judge.core(), requireNonNull(rule, "rule"));
    return (value, scope, call) -> core.check(scope.at(scope.nameOf(field)), call);
  }

  /**
   * A check that all strings in the property {@code quotes}, one or those of a list, stand in the
   * source text. Each bad quote is an error of its own. What does not count is said at {@link
   * SourceText}.
   */
  public static <T> Validator<T> quotedFrom(SourceText source, Field<T, ?> quotes) {
    requireNonNull(source, "source");
    requireNonNull(quotes, "quotes");
    return (value, scope) -> source.check(scope.at(scope.nameOf(quotes)));
  }

  /** The same for the property {@code quotes} of each element of {@code list}. */
  public static <T, E> Validator<T> quotedFrom(
      SourceText source, Field<T, ? extends @Nullable List<E>> list, Field<E, ?> quotes) {
    requireNonNull(source, "source");
    requireNonNull(list, "list");
    requireNonNull(quotes, "quotes");
    return (value, scope) -> {
      var elements = scope.at(scope.nameOf(list));
      if (!(elements.getJson() instanceof ArrayValue array)) return;
      for (int index = 0; index < array.getElements().size(); index++) {
        var element = elements.at(index);
        source.check(element.at(element.nameOf(quotes)));
      }
    };
  }
}
