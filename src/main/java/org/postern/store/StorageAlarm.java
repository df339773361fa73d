package org.postern.store;

/**
 * That an account is nearly full.
 *
 * @param use with the limits it is near
 * @param refusing whether something was refused for want of room since there was enough
 */
public record StorageAlarm(StorageUse use, boolean refusing) {}
