"""What should run is compared with what stands: what is lacking is put back, what nobody asked for goes."""
