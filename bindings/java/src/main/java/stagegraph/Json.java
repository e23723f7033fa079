// SPDX-License-Identifier: Apache-2.0
package stagegraph;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON with every digit: numbers are Long or BigDecimal. What the library wrote is well formed. */
final class Json {
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> parse(String text) {
    return (Map<String, Object>) new Json(text).value();
  }

  private char next() {
    while (text.charAt(at) <= ' ') {
      ++at;
    }
    return text.charAt(at);
  }

  private Object value() {
    switch (next()) {
      case '{':
        return object();
      case '[':
        return list();
      case '"':
        return string();
      case 't':
        at += 4;
        return true;
      case 'f':
        at += 5;
        return false;
      case 'n':
        at += 4;
        return null;
      default:
        return number();
    }
  }

  private Map<String, Object> object() {
    Map<String, Object> members = new LinkedHashMap<>();
    for (++at; next() != '}'; skip(',')) {
      String name = string();
      skip(':');
      members.put(name, value());
    }
    ++at;
    return members;
  }

  private List<Object> list() {
    List<Object> items = new ArrayList<>();
    for (++at; next() != ']'; skip(',')) {
      items.add(value());
    }
    ++at;
    return items;
  }

  private void skip(char separator) {
    if (next() == separator) {
      ++at;
    }
  }

  private String string() {
    StringBuilder words = new StringBuilder();
    for (++at; text.charAt(at) != '"'; ++at) {
      words.append(text.charAt(at) == '\\' ? escaped() : text.charAt(at));
    }
    ++at;
    return words.toString();
  }

  private char escaped() {
    char letter = text.charAt(++at);
    if (letter == 'u') {
      at += 4;
      return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
    }
    int index = "bfnrt".indexOf(letter);
    return index < 0 ? letter : "\b\f\n\r\t".charAt(index);
  }

  private Number number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      ++at;
    }
    BigDecimal number = new BigDecimal(text.substring(start, at));
    if (text.substring(start, at).equals("-0")) {
      return -0.0;
    }
    boolean whole = number.scale() == 0 && number.toBigInteger().bitLength() < 64;
    return whole ? (Number) number.longValue() : number;
  }

  static String write(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof Map) {
      char before = '{';
      for (Map.Entry<?, ?> member : ((Map<?, ?>) value).entrySet()) {
        quote(member.getKey().toString(), out.append(before));
        write(member.getValue(), out.append(':'));
        before = ',';
      }
      out.append(before == '{' ? "{}" : "}");
    } else if (value instanceof Collection) {
      char before = '[';
      for (Object item : (Collection<?>) value) {
        write(item, out.append(before));
        before = ',';
      }
      out.append(before == '[' ? "[]" : "]");
    } else if (value instanceof CharSequence) {
      quote(value.toString(), out);
    } else {
      out.append(value);
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (char letter : text.toCharArray()) {
      if (letter == '"' || letter == '\\') {
        out.append('\\').append(letter);
      } else if (letter < ' ') {
        out.append(String.format("\\u%04x", (int) letter));
      } else {
        out.append(letter);
      }
    }
    out.append('"');
  }
}
