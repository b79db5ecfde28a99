package org.antiphon.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Decides when a unit ends whether its spans go out: enforcement, signing, contest and whatever
/// found something always; intake and examination of the innocent by a share. Deciding at the end
/// keeps the trace whole that a ledger entry names. Bounded: units beyond 1,000 at once, or steps
/// beyond 200 in one, are dropped.
final class TailSampler implements SpanProcessor {
  private static final int MOST_UNITS = 1_000;
  private static final int MOST_STEPS = 200;
  private static final AttributeKey<String> CONCLUSION =
      AttributeKey.stringKey(Fact.CONCLUSION.key());
  private final SpanProcessor next;
  private final double share;
  private final Map<String, List<ReadableSpan>> open = new ConcurrentHashMap<>();

  TailSampler(SpanProcessor next, double share) {
    this.next = next;
    this.share = share;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    if (isUnit(span) && open.size() < MOST_UNITS)
      open.put(span.getSpanContext().getTraceId(), new ArrayList<>());
  }

  private static boolean isUnit(ReadableSpan span) {
    return !span.getParentSpanContext().isValid();
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    var steps = open.get(span.getSpanContext().getTraceId());
    if (steps == null) return;
    synchronized (steps) {
      if (steps.size() < MOST_STEPS) steps.add(span);
    }
    if (!isUnit(span)) return;
    open.remove(span.getSpanContext().getTraceId());
    if (!isWanted(span)) return;
    synchronized (steps) {
      if (!steps.contains(span)) steps.add(span);
      steps.forEach(next::onEnd);
    }
  }

  private boolean isWanted(ReadableSpan unit) {
    boolean many =
        unit.getName().startsWith("intake.") || unit.getName().startsWith("examination.");
    if (!many || found(unit)) return true;
    long lottery = Long.parseUnsignedLong(unit.getSpanContext().getTraceId().substring(18), 16);
    return lottery >>> 1 < share * (1L << 55); // the last 56 bits of a trace id are random
  }

  private static boolean found(ReadableSpan unit) {
    var conclusion = unit.getAttribute(CONCLUSION);
    return conclusion != null && !conclusion.equals("CLEAR");
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode shutdown() {
    return next.shutdown();
  }

  @Override
  public CompletableResultCode forceFlush() {
    return next.forceFlush();
  }
}
