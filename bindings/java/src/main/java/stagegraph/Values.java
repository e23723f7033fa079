// SPDX-License-Identifier: Apache-2.0
package stagegraph;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of facts: Java's on this side, JSON on the library's, by the declared type. */
final class Values {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant AFTER = FIRST.plus(3652059, ChronoUnit.DAYS); // of the year 9999

  private Values() {}

  private static Instant checked(Instant at) {
    if (at.isBefore(FIRST) || !at.isBefore(AFTER)) {
      throw StagegraphException.invalid("the instant is outside the years 0001 to 9999");
    }
    return at.truncatedTo(ChronoUnit.MICROS);
  }

  /** RFC 3339 in UTC. What is finer than a microsecond is cut off. */
  static String instant(Instant at) {
    return checked(at).toString();
  }

  static long micros(Instant at) {
    Instant whole = checked(at);
    return whole.getEpochSecond() * 1_000_000 + whole.getNano() / 1000;
  }

  static Instant fromMicros(long micros) {
    long seconds = Math.floorDiv(micros, 1_000_000L);
    return Instant.ofEpochSecond(seconds, Math.floorMod(micros, 1_000_000L) * 1000);
  }

  /** null for no instant. */
  static Instant orNull(long micros) {
    return micros == Lib.NEVER ? null : fromMicros(micros);
  }

  static Instant parseInstant(Object words) {
    return words == null ? null : OffsetDateTime.parse((String) words).toInstant();
  }

  /** A value as Json writes it. */
  static Object writable(Object value) {
    if (value instanceof Map) {
      Map<String, Object> members = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((key, member) -> members.put(name(key), writable(member)));
      return members;
    }
    if (value instanceof Collection) {
      List<Object> items = new ArrayList<>();
      ((Collection<?>) value).forEach(item -> items.add(writable(item)));
      return items;
    }
    if (value instanceof BigDecimal) {
      return ((BigDecimal) value).toPlainString();
    }
    if (value instanceof Double || value instanceof Float) {
      return real(((Number) value).doubleValue());
    }
    if (value instanceof Instant) {
      return instant((Instant) value);
    }
    if (value instanceof OffsetDateTime) {
      return instant(((OffsetDateTime) value).toInstant());
    }
    if (value instanceof ZonedDateTime) {
      return instant(((ZonedDateTime) value).toInstant());
    }
    if (value instanceof Duration) {
      Duration span = (Duration) value;
      return BigDecimal.valueOf(span.getSeconds())
              .add(BigDecimal.valueOf(span.getNano(), 9)).toPlainString() + "s";
    }
    if (value instanceof LocalDate || value instanceof Enum) {
      return value.toString();
    }
    if (value == null || value instanceof CharSequence || value instanceof Boolean
        || value instanceof Byte || value instanceof Short || value instanceof Integer
        || value instanceof Long || value instanceof BigInteger) {
      return value;
    }
    throw new IllegalArgumentException("a value cannot be a " + value.getClass().getName());
  }

  private static String name(Object key) {
    if (key instanceof CharSequence) {
      return key.toString();
    }
    throw new IllegalArgumentException("the key of a map is text, not " + key);
  }

  private static Double real(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw StagegraphException.invalid(value + " is no number. null stands for what is not known");
    }
    return value;
  }

  /** Parsed JSON as what its declared type is in Java. */
  static Object readable(String kind, Object value) {
    if (value instanceof List) {
      List<Object> items = new ArrayList<>();
      ((List<?>) value).forEach(item -> items.add(readable(element(kind), item)));
      return items;
    }
    if (value instanceof Map) {
      Map<String, Object> members = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((k, v) -> members.put((String) k, readable(element(kind), v)));
      return members;
    }
    if (value instanceof Number && kind.equals("double")) {
      return ((Number) value).doubleValue();
    }
    if (value instanceof Number && kind.equals("decimal")) {
      return value instanceof BigDecimal ? value : BigDecimal.valueOf(((Number) value).longValue());
    }
    return value instanceof String ? readText(kind, (String) value) : value;
  }

  private static Object readText(String kind, String words) {
    switch (kind) {
      case "timestamp":
        return parseInstant(words);
      case "date":
        return LocalDate.parse(words);
      case "duration":
        BigDecimal seconds = new BigDecimal(words.substring(0, words.length() - 1));
        BigInteger[] parts =
            seconds.movePointRight(9).toBigInteger().divideAndRemainder(BigInteger.TEN.pow(9));
        return Duration.ofSeconds(parts[0].longValue(), parts[1].longValue());
      default:
        return words;
    }
  }

  /** The type of what a list or a map holds: "date" of "map(string, date)". */
  private static String element(String kind) {
    if (kind.startsWith("list(")) {
      return kind.substring(5, kind.length() - 1);
    }
    boolean map = kind.startsWith("map(");
    return map ? kind.substring(kind.indexOf(',') + 1, kind.length() - 1).trim() : "";
  }

  static Map<String, Object> readAll(Object values, Map<String, String> kinds) {
    Map<String, Object> read = new LinkedHashMap<>();
    ((Map<?, ?>) values).forEach((name, value) ->
        read.put((String) name, readable(kinds.getOrDefault(name, ""), value)));
    return read;
  }
}
