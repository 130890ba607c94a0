package org.geotools.referencing;

import org.opengis.referencing.crs.CoordinateReferenceSystem;

/** In place of GeoTools, which Maven Central does not have: R5 asks it only for the lengths along which missing stop times are interpolated. Great-circle metres. */
public class GeodeticCalculator {
    private double fromLon, fromLat, toLon, toLat;

    public GeodeticCalculator() { }

    public GeodeticCalculator(CoordinateReferenceSystem degrees) { }

    public void setStartingGeographicPoint(double lon, double lat) { fromLon = Math.toRadians(lon); fromLat = Math.toRadians(lat); }

    public void setDestinationGeographicPoint(double lon, double lat) { toLon = Math.toRadians(lon); toLat = Math.toRadians(lat); }

    public double getOrthodromicDistance() {
        double across = Math.sin((toLon - fromLon) / 2), up = Math.sin((toLat - fromLat) / 2);
        return 2 * 6_371_008.8 * Math.asin(Math.sqrt(up * up + Math.cos(fromLat) * Math.cos(toLat) * across * across));
    }
}
