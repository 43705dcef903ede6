package dev.sluice.client;

import jakarta.validation.Configuration;
import jakarta.validation.MessageInterpolator;
import jakarta.validation.NoProviderFoundException;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;

/** Finds the Jakarta Validation provider on the class path, which may be none. */
final class BeanValidation {
  private static final String WITHOUT_EL =
      "org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator";

  private BeanValidation() {}

  /** The provider's validator, made once; null if there is no provider. */
  static @Nullable Validator provided() {
    return Provided.VALIDATOR;
  }

  private static final class Provided {
    static final @Nullable Validator VALIDATOR = find();
  }

  private static @Nullable Validator find() {
    try {
      return Validation.buildDefaultValidatorFactory().getValidator();
    } catch (NoProviderFoundException e) {
      return null;
    } catch (ValidationException e) {
      // Messages with expressions need jakarta.el, which few programs have; parameters do not.
      return withoutExpressions(e);
    }
  }

  private static Validator withoutExpressions(ValidationException failure) {
    try {
      Configuration<?> configuration = Validation.byDefaultProvider().configure();
      Class<?> interpolator =
          Class.forName(WITHOUT_EL, true, configuration.getClass().getClassLoader());
      return configuration
          .messageInterpolator(
              (MessageInterpolator) interpolator.getDeclaredConstructor().newInstance())
          .buildValidatorFactory()
          .getValidator();
    } catch (ReflectiveOperationException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }
}
