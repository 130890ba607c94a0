package org.geotools.referencing.crs;

/** The name of the one system of degrees; see GeodeticCalculator. */
public abstract class DefaultGeographicCRS implements org.opengis.referencing.crs.CoordinateReferenceSystem {
    public static final DefaultGeographicCRS WGS84 = null;
}
