package dev.sluice.examples.web.spring;

import dev.sluice.errors.SluiceException;
import dev.sluice.examples.web.page.BadQuestion;
import dev.sluice.examples.web.page.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ServerWebInputException;

/**
 * What is wrong before the first byte of an answer gets a status of its own, in the page's words.
 */
@RestControllerAdvice
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  @ExceptionHandler
  ResponseEntity<String> bad(BadQuestion failure) {
    return refused(HttpStatus.BAD_REQUEST, Failure.of(failure));
  }

  @ExceptionHandler
  ResponseEntity<String> unreadable(ServerWebInputException failure) {
    return refused(
        HttpStatus.BAD_REQUEST,
        new Failure("The question cannot be read", "It is JSON such as {\"text\": \"…\"}.", false));
  }

  @ExceptionHandler
  ResponseEntity<String> failed(SluiceException failure) {
    LOG.warn("The model did not answer", failure);
    return refused(HttpStatus.BAD_GATEWAY, Failure.of(failure));
  }

  private static ResponseEntity<String> refused(HttpStatus status, Failure failure) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .body(failure.toJson());
  }
}
