package org.postern.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What an annotation says: any octets, none included. Immutable. */
public final class AnnotationValue {
    private final byte[] octets;

    private AnnotationValue(byte[] octets) {
        this.octets = octets;
    }

    public static AnnotationValue of(byte[] octets) {
        return new AnnotationValue(octets.clone());
    }

    /** A text in UTF-8. */
    public static AnnotationValue of(String text) {
        return new AnnotationValue(text.getBytes(StandardCharsets.UTF_8));
    }

    /** In octets. */
    public int size() {
        return octets.length;
    }

    /** A copy. */
    public byte[] octets() {
        return octets.clone();
    }

    /** Read as UTF-8; what is none becomes U+FFFD. */
    public String text() {
        return new String(octets, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AnnotationValue that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return text();
    }
}
