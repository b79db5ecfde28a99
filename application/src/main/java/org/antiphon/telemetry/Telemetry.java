package org.antiphon.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.antiphon.config.TelemetrySettings;

/// Spans of the whole story. A unit of work (an upload's examination, one sending, one request of a
/// person) is a trace of its own, linked to the unit that caused it; steps inside it are found by
/// the thread's context, so that no room is handed a tracer. Without a collector spans are made,
/// since the ledger names them, and go nowhere. An exporter that is slow or down delays nothing:
/// its queue is bounded, and what does not fit is dropped.
public final class Telemetry implements AutoCloseable {
  private static final ContextKey<Tracer> TRACER = ContextKey.named("antiphon-tracer");
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}");
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private final SdkTracerProvider provider;
  private final Tracer tracer;

  private Telemetry(SdkTracerProvider provider) {
    this.provider = provider;
    this.tracer = provider.get("org.antiphon");
  }

  /// Makes ids and sends nothing.
  public static Telemetry off() {
    return new Telemetry(SdkTracerProvider.builder().build());
  }

  /// As the settings say.
  public static Telemetry of(TelemetrySettings settings, String version) {
    if (settings.otlp().isEmpty()) return off();
    var exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(settings.otlp().get().resolve("/v1/traces").toString())
            .setTimeout(PATIENCE)
            .build();
    SpanProcessor batches =
        BatchSpanProcessor.builder(exporter)
            .setMaxQueueSize(8192)
            .setScheduleDelay(Duration.ofSeconds(1))
            .build();
    var resource =
        Resource.getDefault().toBuilder()
            .put("service.name", "antiphon")
            .put("service.version", version)
            .build();
    return new Telemetry(
        SdkTracerProvider.builder()
            .setResource(resource)
            .addSpanProcessor(new TailSampler(batches, settings.share()))
            .build());
  }

  /// Work that may throw.
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    /// Does it.
    T run() throws E;
  }

  /// The ids of a span.
  public record Trace(String trace, String span) {
    /// As W3C Trace Context writes it.
    public String traceparent() {
      return "00-" + trace + "-" + span + "-01";
    }
  }

  /// Does a unit of work as a trace of its own.
  ///
  /// @param cause traceparent of what led to it; linked, not a parent
  public <T, E extends Exception> T unit(String name, Optional<String> cause, Work<T, E> work)
      throws E {
    var builder = tracer.spanBuilder(name).setNoParent().setSpanKind(SpanKind.INTERNAL);
    cause.flatMap(Telemetry::context).ifPresent(builder::addLink);
    return run(builder, Context.root().with(TRACER, tracer), work);
  }

  /// Does a step of the unit that this thread is in; outside one it just does it.
  public static <T, E extends Exception> T step(String name, Work<T, E> work) throws E {
    var context = Context.current();
    var tracer = context.get(TRACER);
    return tracer == null ? work.run() : run(tracer.spanBuilder(name), context, work);
  }

  private static <T, E extends Exception> T run(
      SpanBuilder builder, Context context, Work<T, E> work) throws E {
    var span = builder.startSpan();
    try (var _ = context.with(span).makeCurrent()) {
      return work.run();
    } catch (Exception e) {
      span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName()); // never the message
      throw e;
    } finally {
      span.end();
    }
  }

  /// Adds a fact to the span that this thread is in.
  public static void note(Fact fact, String value) {
    Span.current().setAttribute(fact.key(), value);
  }

  /// As above, a whole number.
  public static void note(Fact fact, long value) {
    Span.current().setAttribute(AttributeKey.longKey(fact.key()), value);
  }

  /// The span that this thread is in.
  public static Optional<Trace> trace() {
    var context = Span.current().getSpanContext();
    return context.isValid()
        ? Optional.of(new Trace(context.getTraceId(), context.getSpanId()))
        : Optional.empty();
  }

  private static Optional<SpanContext> context(String traceparent) {
    var match = TRACEPARENT.matcher(traceparent);
    if (!match.matches()) return Optional.empty();
    var context =
        SpanContext.createFromRemoteParent(
            match.group(1), match.group(2), TraceFlags.getSampled(), TraceState.getDefault());
    return context.isValid() ? Optional.of(context) : Optional.empty();
  }

  /// Sends what waits, for 5 s at most.
  @Override
  public void close() {
    provider.shutdown().join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
